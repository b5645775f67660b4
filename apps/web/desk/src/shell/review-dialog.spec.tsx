import { screen, waitFor, within } from '@testing-library/react';
import { deskScene } from '../../../../../tools/screenshots/desk-scene';
import { DeskPage } from '../desk-page.fixture';
import { Notices } from './notices';

const section = async () => within(await screen.findByRole('region', { name: 'Notifications' }));
const dialog = async () =>
  within(await screen.findByRole('dialog', { name: 'What happened while you were offline' }));
const review = async () => (await section()).findByRole('button', { name: 'Review' });

/** Loses the connection, comes back without two conversations, and opens the list of what has happened. */
async function open(): Promise<DeskPage> {
  const scene = deskScene();
  const stay = scene.conversations.filter(({ snapshot }) => snapshot.conversationId !== 'c5-jan');
  const page = await DeskPage.open({ scene: { ...scene, conversations: stay }, content: <Notices /> });
  page.cut();
  const gone = ['c4-anon', 'c1-mia'];
  const left = stay.filter(({ snapshot }) => !gone.includes(snapshot.conversationId));
  Object.assign(page.scene, { conversations: left });
  await page.retryNow();
  for (const conversationId of gone) page.tell({ type: 'left', conversationId });
  await page.user.click(await review());
  await dialog();
  return page;
}

describe('what has happened to several conversations', () => {
  it('is counted, and listed on demand', async () => {
    await open();
    const items = (await dialog()).getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(items).toHaveLength(2);
    expect(items.join()).toMatch(/Anonymous customer.*No longer assigned to you/);
    expect(items.join()).toMatch(/Mia Torres.*No longer assigned to you/);
  });

  it('stays when the list is closed, and so does the place of the person', async () => {
    const page = await open();
    await page.user.click((await dialog()).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const button = await review();
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('is dismissed together', async () => {
    const page = await open();
    await page.user.click((await dialog()).getByRole('button', { name: 'Dismiss all' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect((await section()).queryByRole('button', { name: 'Review' })).toBeNull();
  });
});
