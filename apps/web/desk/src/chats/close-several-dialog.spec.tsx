import { screen, waitFor, within } from '@testing-library/react';
import { deskScene, snapshot } from '../../../../../tools/screenshots/desk-scene';
import { DeskPage } from '../desk-page.fixture';
import { ConversationList } from './conversation-list';

const names = ['Ada', 'Bo', null];
const ended = { state: 'wrap-up', ended: { by: 'agent', reason: 'ended' } } as never;

/** Three conversations in wrap-up. */
async function openDialog(): Promise<DeskPage> {
  const conversations = names.map((name, index) => ({
    snapshot: { ...snapshot(`c${index}`, name), ...(ended as object) },
    entries: [],
  }));
  const page = await DeskPage.open({
    scene: { ...deskScene(), conversations },
    content: <ConversationList selected={null} />,
  });
  page.with(({ messages }) => messages.draftNote('c1', 'Call back.'));
  await page.user.click(await screen.findByRole('button', { name: 'Close several' }));
  return page;
}

const dialog = async () => within(await screen.findByRole('dialog'));
const box = async (name: string | RegExp) =>
  (await dialog()).getByRole<HTMLInputElement>('checkbox', { name });

describe('closing several conversations in wrap-up', () => {
  it('closes all of them, and adds a drafted note first', async () => {
    const page = await openDialog();
    await page.user.click((await dialog()).getByRole('button', { name: 'Close 3 conversations' }));
    expect(await screen.findByText('3 conversations were closed.')).toBeTruthy();
    expect(page.sent('note')).toEqual([{ conversationId: 'c1', text: 'Call back.' }]);
    expect(
      page
        .sent('close-conversation')
        .map(({ conversationId }) => conversationId)
        .sort(),
    ).toEqual(['c0', 'c1', 'c2']);
  });

  it('leaves out those that are not selected', async () => {
    const page = await openDialog();
    await page.user.click(await box('Ada'));
    await page.user.click(await box(/^Bo/));
    await page.user.click(await box(/^Bo/));
    await page.user.click((await dialog()).getByRole('button', { name: 'Close 2 conversations' }));
    await waitFor(() => expect(page.sent('close-conversation')).toHaveLength(2));
    expect(page.sent('close-conversation')).not.toContainEqual(
      expect.objectContaining({ conversationId: 'c0' }),
    );
  });

  it('leaves out those that ended while it was open', async () => {
    const page = await openDialog();
    const late = { ...snapshot('c9', 'Late'), ...(ended as object) };
    page.tell({ type: 'conversation', conversation: late });
    await screen.findByText('Late');
    await page.user.click((await dialog()).getByRole('button', { name: 'Close 3 conversations' }));
    await waitFor(() => expect(page.sent('close-conversation')).toHaveLength(3));
    expect(page.sent('close-conversation').some(({ conversationId }) => conversationId === 'c9')).toBe(false);
  });

  it('shows which have a note that is not saved', async () => {
    await openDialog();
    expect((await dialog()).getAllByText(/^Unsaved note/)).toHaveLength(1);
    expect(await box(/^Bo.*Unsaved note/)).toBeTruthy();
  });

  it('selects none and all with one box, and closes nothing while none is selected', async () => {
    const page = await openDialog();
    const all = await box('Select all');
    await page.user.click(all);
    expect(all.checked).toBe(false);
    const none = (await dialog()).getByRole('button', { name: 'Close 0 conversations' });
    await page.user.click(none);
    expect(page.sent('close-conversation')).toEqual([]);
    await page.user.click(await box('Ada'));
    expect(all.indeterminate).toBe(true);
    await page.user.click(all);
    expect((await dialog()).getByRole('button', { name: 'Close 3 conversations' })).toBeTruthy();
  });

  it('says how many could not be closed, and why', async () => {
    const page = await openDialog();
    page.refuses('close-conversation', 'not-your-conversation');
    await page.user.click((await dialog()).getByRole('button', { name: 'Close 3 conversations' }));
    expect(await screen.findByText('3 conversations couldn’t be closed.')).toBeTruthy();
    expect(screen.queryByText(/were closed/)).toBeNull();
  });
});
