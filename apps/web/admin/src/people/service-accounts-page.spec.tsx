import { screen, waitFor, within } from '@testing-library/react';
import { ConsolePage } from '../console-page.fixture';

const create = 'POST /v1/service-accounts';
const replace = 'PUT /v1/service-accounts/reports';
const add = 'PUT /v1/service-accounts/reports/add-secret';
const remove = 'PUT /v1/service-accounts/archive/remove-secret';
const dialog = async () => within(await screen.findByRole('dialog'));
const press = async (page: ConsolePage, name: string) =>
  page.user.click(await screen.findByRole('button', { name }));
const rowOf = async (name: string) => (await screen.findByRole('button', { name })).closest('tr')!;
const save = async (page: ConsolePage) =>
  page.user.click((await dialog()).getByRole('button', { name: 'Save and close' }));
const scope = async (name: string) => (await dialog()).getByRole('checkbox', { name });

/** Answers with the settings, and a secret. */
function givesSecret(page: ConsolePage, route: string): void {
  page.server.plays(route, ({ body }) => ({
    json: { ...page.scene.things['service-accounts'][0], ...(body as object), secret: 'the-new-secret' },
  }));
}

describe('the list of service accounts', () => {
  it('says what each may read, and when its secrets end and were used', async () => {
    await ConsolePage.open('service-accounts');
    const reports = (await rowOf('Reports')).textContent;
    expect(reports).toContain('Read daily reports');
    expect(reports).toMatch(/…k3Qz Expires .*2027.*Last used .*2026/);
    const archive = (await rowOf('Archive')).textContent;
    expect(archive).toContain('Read conversations and transcripts, Read settings');
    expect(archive).toContain('Not used yet.');
  });

  it('offers a further secret only while there is one', async () => {
    await ConsolePage.open('service-accounts');
    await rowOf('Archive');
    expect(screen.getAllByRole('button', { name: /^New secret for/ })).toEqual([
      screen.getByRole('button', { name: 'New secret for Reports' }),
    ]);
  });

  it('is ordered by name on demand, and the other way round', async () => {
    const page = await ConsolePage.open('service-accounts');
    await rowOf('Reports');
    const title = () => screen.getByRole('columnheader', { name: /^Name/ });
    const order = () =>
      screen
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.querySelector('button')?.textContent);
    await page.user.click(within(title()).getByRole('button'));
    await waitFor(() => expect(title().getAttribute('aria-sort')).toBe('ascending'));
    await waitFor(() => expect(order()).toEqual(['Archive', 'Reports']));
    await page.user.click(within(title()).getByRole('button'));
    await waitFor(() => expect(title().getAttribute('aria-sort')).toBe('descending'));
    await waitFor(() => expect(order()).toEqual(['Reports', 'Archive']));
  });
});

describe('a new service account', () => {
  it('may read conversations unless other scopes are chosen, and shows what its system needs once', async () => {
    const page = await ConsolePage.open('service-accounts');
    givesSecret(page, create);
    await press(page, 'New service account');
    await page.user.type((await dialog()).getByRole('textbox', { name: /^Name/ }), 'Export');
    await page.user.click(await scope('Read settings'));
    await save(page);
    const shown = within(await screen.findByRole('alertdialog', { name: 'Secret of Export' }));
    expect(page.server.bodiesOf(create)).toEqual([
      { name: 'Export', scopes: ['conversations:read', 'settings:read'], active: true },
    ]);
    // It is shown once, and Escape is pressed easily.
    await page.user.keyboard('{Escape}');
    expect(shown.getByText('the-new-secret')).toBeTruthy();
    expect(shown.getByText('reports')).toBeTruthy();
    expect(shown.getByText(`${location.origin}/oauth/token`)).toBeTruthy();
    await page.user.click(shown.getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => expect(screen.queryByText('the-new-secret')).toBeNull());
  });

  it('has a name', async () => {
    const page = await ConsolePage.open('service-accounts');
    await press(page, 'New service account');
    await save(page);
    expect((await dialog()).getByText(/Correct 1 field/)).toBeTruthy();
    expect(page.server.bodiesOf(create)).toEqual([]);
  });

  it('asks before it discards what was typed', async () => {
    const page = await ConsolePage.open('service-accounts');
    await press(page, 'New service account');
    await page.user.type((await dialog()).getByRole('textbox', { name: /^Name/ }), 'Export');
    await page.user.click((await dialog()).getByRole('button', { name: 'Cancel' }));
    const question = within(await screen.findByRole('dialog', { name: 'Discard your changes?' }));
    await page.user.click(question.getByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(page.server.bodiesOf(create)).toEqual([]);
  });
});

describe('a service account', () => {
  it('is changed for the version that was read', async () => {
    const page = await ConsolePage.open('service-accounts');
    await press(page, 'Reports');
    await page.user.click(await scope('Read daily reports'));
    await page.user.click(await scope('Read settings'));
    await page.user.click((await dialog()).getByRole('switch', { name: /^Active/ }));
    await save(page);
    expect(await screen.findByText('Reports saved.')).toBeTruthy();
    expect(page.server.bodiesOf(replace)).toEqual([
      { name: 'Reports', scopes: ['settings:read'], active: false },
    ]);
    const { headers } = page.server.asked.find(({ method }) => method === 'PUT')!;
    expect(headers.get('If-Match')).toBe('"3"');
  });

  it('shows what the service says of its scopes', async () => {
    const page = await ConsolePage.open('service-accounts');
    page.server.refuses(replace, 422, 'invalid', {
      errors: [{ field: '/scopes', code: 'too-few', params: { minimum: 1 }, message: 'too few' }],
    });
    await press(page, 'Reports');
    await page.user.click(await scope('Read settings'));
    await save(page);
    expect(await (await dialog()).findByText('Enter a value.')).toBeTruthy();
  });
});

describe('a further secret', () => {
  it('is made for the version that was read, and shown once', async () => {
    const page = await ConsolePage.open('service-accounts');
    givesSecret(page, add);
    await press(page, 'New secret for Reports');
    expect(await screen.findByText('the-new-secret')).toBeTruthy();
    const { headers } = page.server.asked.find(({ method }) => method === 'PUT')!;
    expect(headers.get('If-Match')).toBe('"3"');
  });

  it('is not shown when the service refuses it', async () => {
    const page = await ConsolePage.open('service-accounts');
    page.server.refuses(add, 403, 'forbidden');
    await press(page, 'New secret for Reports');
    expect(await screen.findByText(/^Your role doesn’t allow this\./)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('removing a secret', () => {
  it('happens after a question, and names the secret', async () => {
    const page = await ConsolePage.open('service-accounts');
    await press(page, 'Remove Archive …pP0x');
    const shown = within(await screen.findByRole('dialog', { name: 'Remove a secret of Archive?' }));
    expect(page.server.bodiesOf(remove)).toEqual([]);
    await page.user.click(shown.getByRole('button', { name: 'Remove secret' }));
    expect(await screen.findByText('Secret removed.')).toBeTruthy();
    expect(page.server.bodiesOf(remove)).toEqual([{ secretId: 's3' }]);
  });
});
