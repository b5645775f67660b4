import { screen, waitFor, within } from '@testing-library/react';
import { emptyScene } from '../../../../../tools/screenshots/admin-scene';
import { ConsolePage } from '../console-page.fixture';

const route = 'POST /v1/webhooks';
const dialog = async () => within(await screen.findByRole('dialog'));
const rowOf = async (name: string) => (await screen.findByRole('link', { name })).closest('tr')!;

async function startNew(): Promise<ConsolePage> {
  const page = await ConsolePage.open('webhooks');
  await page.user.click(await screen.findByRole('button', { name: 'New webhook' }));
  return page;
}

async function fill(page: ConsolePage, name: string, url: string): Promise<void> {
  const shown = await dialog();
  await page.user.type(shown.getByRole('textbox', { name: /^Name/ }), name);
  await page.user.type(shown.getByRole('textbox', { name: /^URL/ }), url);
}

const save = async (page: ConsolePage) =>
  page.user.click((await dialog()).getByRole('button', { name: 'Save and close' }));

describe('the list of webhooks', () => {
  it('shows what waits and what could not be delivered', async () => {
    const page = await ConsolePage.open('webhooks');
    expect((await rowOf('CRM')).textContent).toMatch(/Active3 events waiting, 1 dead letter$/);
    await page.user.click(screen.getByLabelText('Show inactive'));
    expect((await rowOf('Old ticketing')).textContent).toMatch(/Inactive$/);
  });

  it('leads to the page of each', async () => {
    await ConsolePage.open('webhooks');
    expect((await screen.findByRole('link', { name: 'CRM' })).getAttribute('href')).toBe('#/webhooks/crm');
  });

  it('says that there is none', async () => {
    await ConsolePage.open('webhooks', { scene: emptyScene() });
    expect(await screen.findByText('No results found.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull();
  });

  it('shows all again after a search without results', async () => {
    const page = await ConsolePage.open('webhooks');
    await rowOf('CRM');
    await page.user.type(screen.getByRole('searchbox'), 'nothing like it');
    await page.user.click(await screen.findByRole('button', { name: 'Clear filters' }));
    expect(await rowOf('CRM')).toBeTruthy();
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
  });

  it('asks for a further page only when the person wants it', async () => {
    const page = await ConsolePage.open('home');
    const [first, second] = page.scene.things.webhooks;
    page.server.plays('GET /v1/webhooks', ({ search }) =>
      search.get('cursor') === 'next'
        ? { json: { items: [second], nextCursor: null } }
        : { json: { items: [first], nextCursor: 'next' } },
    );
    page.goTo('webhooks');
    await rowOf('CRM');
    expect(screen.queryByRole('link', { name: 'Old ticketing' })).toBeNull();
    await page.user.click(screen.getByRole('button', { name: 'Load more' }));
    expect(await rowOf('Old ticketing')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });
});

describe('a new webhook', () => {
  it('gets all events unless some are selected, and shows its secret once', async () => {
    const page = await startNew();
    page.server.plays(route, ({ body }) => ({
      status: 201,
      json: { ...page.scene.things.webhooks[0], ...(body as object), webhookId: 'erp', secret: 'whsec_once' },
    }));
    await fill(page, 'ERP', 'https://erp.contoso.example/in');
    await save(page);
    const shown = within(await screen.findByRole('alertdialog', { name: 'Signing secret of ERP' }));
    expect(shown.getByText('whsec_once')).toBeTruthy();
    expect(shown.getByText('Copy the secret now. It won’t be shown again.')).toBeTruthy();
    expect(page.server.bodiesOf(route)).toEqual([
      { name: 'ERP', url: 'https://erp.contoso.example/in', eventTypes: [], active: true },
    ]);
    await page.user.click(shown.getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => expect(location.hash).toBe('#/webhooks/erp'));
    expect(screen.queryByText('whsec_once')).toBeNull();
  });

  it('gets only the events that were selected', async () => {
    const page = await startNew();
    await fill(page, 'ERP', 'https://erp.contoso.example/in');
    const events = within((await dialog()).getByRole('group', { name: 'Events' }));
    const [first, second] = events.getAllByRole<HTMLInputElement>('checkbox');
    for (const box of [first!, second!, first!]) await page.user.click(box);
    await save(page);
    await waitFor(() => expect(page.server.bodiesOf(route)).toHaveLength(1));
    const chosen = second!.labels?.[0]?.textContent;
    expect(page.server.bodiesOf(route)[0]).toMatchObject({ eventTypes: [chosen] });
  });

  it.each([
    ['http://erp.contoso.example/in', 'not over https'],
    ['nowhere', 'no URL'],
  ])('is not made for %s, which is %s', async (url) => {
    const page = await startNew();
    page.server.refuses(route, 422, 'invalid', {
      errors: [{ field: '/url', code: 'https-required', params: {}, message: 'no' }],
    });
    await fill(page, 'ERP', url);
    await save(page);
    expect(await (await dialog()).findByText(/Correct 1 field/)).toBeTruthy();
    expect((await dialog()).getByRole('textbox', { name: /^URL/ }).getAttribute('aria-invalid')).toBe('true');
  });

  it('stays in the form when the service is gone, and is saved afterwards', async () => {
    const page = await startNew();
    await fill(page, 'ERP', 'https://erp.contoso.example/in');
    page.server.plays(route, 'nothing');
    await save(page);
    expect(await (await dialog()).findByRole('alert')).toBeTruthy();
    expect((await dialog()).getByRole('textbox', { name: /^Name/ })).toHaveProperty('value', 'ERP');
    page.server.plays(route, {
      status: 201,
      json: { ...page.scene.things.webhooks[0], webhookId: 'erp', name: 'ERP', secret: 'whsec_once' },
    });
    await save(page);
    expect(await screen.findByRole('alertdialog', { name: 'Signing secret of ERP' })).toBeTruthy();
  });
});
