import { screen, waitFor, within } from '@testing-library/react';
import { ConsolePage } from '../console-page.fixture';

const slug = '{ReconnectUrl{ReconnectID}}';
const create = 'POST /v1/quick-replies';
const replace = 'PUT /v1/quick-replies/hello';
const dialog = async () => within(await screen.findByRole('dialog'));
const table = async () => within(await screen.findByRole('table', { name: 'Quick replies' }));
const titles = async () => (await table()).getAllByRole('button').map(({ textContent }) => textContent);
const message = async () => (await dialog()).getByRole<HTMLTextAreaElement>('textbox', { name: /^Message/ });
const save = async (page: ConsolePage) =>
  page.user.click((await dialog()).getByRole('button', { name: 'Save and close' }));

async function edit(title: string): Promise<ConsolePage> {
  const page = await ConsolePage.open('workstreams/orders');
  await page.user.click(await (await table()).findByRole('button', { name: title }));
  return page;
}

describe('the quick replies of a workstream', () => {
  it('show the reconnect link as what it is', async () => {
    await ConsolePage.open('workstreams/orders');
    const row = (await (await table()).findByRole('button', { name: 'Reconnect link' })).closest('tr');
    expect(row?.textContent).toContain('brings you back to me: Reconnect link');
    expect(row?.textContent).not.toContain('{');
  });

  it('are found by their text', async () => {
    const page = await ConsolePage.open('workstreams/orders');
    await table();
    await page.user.type(screen.getByRole('searchbox'), 'RESTART');
    await waitFor(async () => expect(await titles()).toContain('Reconnect link'));
    await waitFor(async () => expect(await titles()).not.toContain('Greeting'));
  });
});

describe('the editor of a quick reply', () => {
  it('saves the text for the version that was read', async () => {
    const page = await edit('Greeting');
    await page.user.clear(await message());
    await page.user.type(await message(), 'Hello {{{{customer.name}}!');
    await save(page);
    expect(await screen.findByText('Greeting saved.')).toBeTruthy();
    expect(page.server.bodiesOf(replace)).toEqual([
      expect.objectContaining({
        workstreamId: 'orders',
        title: 'Greeting',
        body: 'Hello {{customer.name}}!',
      }),
    ]);
    expect(page.server.asked.find(({ method }) => method === 'PUT')?.headers.get('If-Match')).toBe('"3"');
  });

  it('inserts the reconnect link at the caret, and shows how it will look', async () => {
    const page = await edit('Greeting');
    await page.user.clear(await message());
    await page.user.type(await message(), 'Return here');
    (await message()).setSelectionRange(6, 6);
    await page.user.click((await dialog()).getByRole('button', { name: 'Insert reconnect link' }));
    expect((await message()).value).toBe(`Return ${slug} here`);
    expect((await dialog()).getByText('Preview').parentElement?.textContent).toContain(
      'Return Reconnect link here',
    );
  });

  it('warns of the chat widgets where it cannot be sent', async () => {
    await edit('Reconnect link');
    expect(
      (await dialog()).getByText(/^Reconnect to previous chat is off for Customer portal\./),
    ).toBeTruthy();
  });

  it('warns of nothing without the link', async () => {
    await edit('Greeting');
    expect((await dialog()).queryByText(/^Reconnect to previous chat is off/)).toBeNull();
  });

  it('makes a new one in the language of the page, once', async () => {
    const page = await ConsolePage.open('workstreams/orders');
    await page.user.click(await screen.findByRole('button', { name: 'New quick reply' }));
    await page.user.type((await dialog()).getByRole('textbox', { name: /^Title/ }), 'Goodbye');
    await page.user.type(await message(), 'Have a nice day.');
    expect((await dialog()).queryByRole('switch', { name: 'Active' })).toBeNull();
    await save(page);
    expect(await screen.findByText('Goodbye saved.')).toBeTruthy();
    expect(page.server.bodiesOf(create)).toEqual([
      expect.objectContaining({
        workstreamId: 'orders',
        title: 'Goodbye',
        body: 'Have a nice day.',
        locale: 'en',
        active: true,
        quickReplyId: expect.stringMatching(/.{8}/),
      }),
    ]);
  });

  it('needs a title and a text', async () => {
    const page = await ConsolePage.open('workstreams/orders');
    await page.user.click(await screen.findByRole('button', { name: 'New quick reply' }));
    await page.user.type(await message(), '   ');
    await save(page);
    expect((await dialog()).getByText('Can’t save. Correct 2 fields, and then try again.')).toBeTruthy();
    expect(page.server.bodiesOf(create)).toEqual([]);
  });
});
