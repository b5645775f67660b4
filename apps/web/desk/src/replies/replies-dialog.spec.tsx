import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';
import { RepliesDialog } from './replies-dialog';

const dialog = async () => within(await screen.findByRole('dialog'));
const press = async (page: DeskPage, name: string) =>
  page.user.click(await (await dialog()).findByRole('button', { name }));
const title = async () => (await dialog()).findByRole<HTMLInputElement>('textbox', { name: /^Title/ });
const message = async () => (await dialog()).findByRole<HTMLTextAreaElement>('textbox', { name: /^Message/ });
const changes = (page: DeskPage) => page.server.asked.filter(({ method }) => method === 'POST');

const own = 'POST /v1/me/quick-replies/own-1';
const changedAt = '2026-02-27T09:00:00.000Z';

async function open(): Promise<DeskPage> {
  const page = await DeskPage.open({ content: <RepliesDialog onClose={() => undefined} /> });
  await (await dialog()).findByText('Courier’s photo');
  return page;
}

describe('the own quick replies', () => {
  it('are searched in their titles and texts', async () => {
    const page = await open();
    const search = (await dialog()).getByRole('searchbox');
    await page.user.type(search, 'LOOKING');
    expect((await dialog()).getAllByRole('listitem')).toHaveLength(1);
    await page.user.type(search, ' at Mars');
    expect((await dialog()).queryByRole('listitem')).toBeNull();
    expect((await dialog()).getByText('No matching quick replies.')).toBeTruthy();
  });

  it('are deleted only after a question', async () => {
    const page = await open();
    await press(page, 'Delete Courier’s photo');
    expect((await dialog()).getByText('Delete the quick reply Courier’s photo?')).toBeTruthy();
    await press(page, 'Cancel');
    expect(changes(page)).toEqual([]);
    await press(page, 'Delete Courier’s photo');
    await press(page, 'Delete');
    await waitFor(() => expect(changes(page)).toHaveLength(1));
    expect(changes(page)[0]).toMatchObject({ path: '/v1/me/quick-replies/own-1/remove' });
  });

  it('are changed', async () => {
    const page = await open();
    page.server.plays(own, ({ body }) => ({
      json: { quickReplyId: 'own-1', changedAt, ...(body as object) },
    }));
    await press(page, 'Edit Courier’s photo');
    await page.user.type(await title(), ' 2 ');
    await press(page, 'Save');
    expect(await screen.findByText('Quick reply saved.')).toBeTruthy();
    expect(changes(page)[0]).toMatchObject({
      path: '/v1/me/quick-replies/own-1',
      body: { title: 'Courier’s photo 2' },
    });
  });

  it('are not changed by going back', async () => {
    const page = await open();
    await press(page, 'Edit Courier’s photo');
    await page.user.type(await title(), ' 2');
    await press(page, 'Back');
    expect(await (await dialog()).findByText('Courier’s photo')).toBeTruthy();
    expect(changes(page)).toEqual([]);
  });
});

describe('a new own quick reply', () => {
  it('needs a title and a text', async () => {
    const page = await open();
    await press(page, 'New quick reply');
    await page.user.type(await title(), 'Bye');
    await press(page, 'Save');
    await page.user.type(await message(), '  ');
    await press(page, 'Save');
    expect(changes(page)).toEqual([]);
    await page.user.type(await message(), 'Goodbye');
    await press(page, 'Save');
    await waitFor(() => expect(changes(page)).toHaveLength(1));
  });

  it('takes a variable where the cursor is', async () => {
    const page = await open();
    await press(page, 'New quick reply');
    await page.user.type(await message(), 'Hello !');
    (await message()).setSelectionRange(6, 6);
    await press(page, 'Customer name');
    expect((await message()).value).toBe('Hello {{customer.name}}!');
  });

  it('names the variables that do not exist', async () => {
    const page = await open();
    await press(page, 'New quick reply');
    await page.user.type(await message(), 'Hello {{{{customer.name}} {{{{order}}');
    expect((await dialog()).getByText(/replace it before you send: {{order}}$/)).toBeTruthy();
  });

  it('stays in its form when it is refused', async () => {
    const page = await open();
    await press(page, 'Edit Courier’s photo');
    page.server.refuses(own, 409, 'too-many');
    await page.user.type(await title(), ' 2');
    await press(page, 'Save');
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect((await title()).value).toBe('Courier’s photo 2');
  });
});
