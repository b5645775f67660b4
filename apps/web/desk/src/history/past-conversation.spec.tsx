import type { PastTranscript } from '@rejoin/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { answerHistory } from '../../../../../tools/screenshots/history-scene';
import { mediaMatch } from '../../../testing/browser.fixture';
import { DeskPage } from '../desk-page.fixture';
import { PastConversation } from './past-conversation';

const path = '/v1/history/past-1/entries';
const route = `GET ${path}`;
const scene = answerHistory(path, null)?.json as PastTranscript;
const transcript = async () => within(await screen.findByRole('region', { name: 'Transcript' }));

async function open(play: (page: DeskPage) => void = () => undefined): Promise<DeskPage> {
  const page = await DeskPage.open({ at: '#/history/past-1', content: null });
  play(page);
  await page.showPart(<PastConversation conversationId="past-1" />);
  return page;
}
function playTranscript(
  { server }: DeskPage,
  answer: (cursor: string | null) => Partial<PastTranscript>,
): void {
  server.plays(route, ({ search }) => ({ json: { ...scene, ...answer(search.get('cursor')) } }));
}

describe('a closed conversation at the desk', () => {
  it('says when it was, how it ended, and with whom', async () => {
    await open();
    expect(await screen.findByRole('heading', { name: 'Mia Martin' })).toBeTruthy();
    expect(screen.getByRole('banner').textContent).toMatch(
      / – .* · Ended by agent · Anna · Orders.*Read-only$/,
    );
  });

  it('shows what the agent chose when closing it', async () => {
    await open((page) => {
      playTranscript(page, () => ({
        conversation: { ...scene.conversation, disposition: 'Solved', tags: ['Delivery', 'Voucher'] },
      }));
    });
    expect((await screen.findByTitle('Disposition')).textContent).toBe('Solved');
    expect(screen.getAllByTitle('Tag').map(({ textContent }) => textContent)).toEqual([
      'Delivery',
      'Voucher',
    ]);
  });

  it('of a later release may have ended in a way that this page does not know', async () => {
    await open((page) => {
      playTranscript(page, () => ({ conversation: { ...scene.conversation, outcome: 'abducted' as never } }));
    });
    await screen.findByRole('heading', { name: 'Mia Martin' });
    expect(screen.getByRole('banner').textContent).not.toContain('abducted');
  });

  it('names a customer who gave no name, and no agent', async () => {
    await open((page) => {
      playTranscript(page, () => ({
        conversation: { ...scene.conversation, customerName: null, agent: null },
      }));
    });
    expect(await screen.findByRole('heading', { name: 'Anonymous customer' })).toBeTruthy();
    expect(screen.getByRole('banner').textContent).toContain('No agent');
  });

  it('is read page by page, each once', async () => {
    const [first, second, ...others] = scene.entries;
    const page = await open((opened) => {
      playTranscript(opened, (cursor) =>
        cursor === null
          ? { entries: [first!, second!], nextCursor: 'rest' }
          : { entries: others, nextCursor: null },
      );
    });
    await (await transcript()).findByText('My blue parcel has not arrived');
    expect((await transcript()).queryByText('Refund of the postage approved')).toBeNull();
    await page.user.click((await transcript()).getByRole('button'));
    expect(await (await transcript()).findByText('Refund of the postage approved')).toBeTruthy();
    expect((await transcript()).queryByRole('button')).toBeNull();
    expect((await transcript()).getAllByText('My blue parcel has not arrived')).toHaveLength(1);
  });

  it('says why it cannot be read, and is read again', async () => {
    const page = await open(({ server }) => {
      server.refuses(route, 403, 'forbidden');
    });
    const again = await screen.findByRole('button', { name: 'Retry' });
    playTranscript(page, () => ({}));
    await page.user.click(again);
    expect(await screen.findByRole('heading', { name: 'Mia Martin' })).toBeTruthy();
  });

  it('has a way back on a narrow screen only', async () => {
    await open();
    await screen.findByRole('heading', { name: 'Mia Martin' });
    expect(screen.queryByRole('button', { name: 'Back to closed conversations' })).toBeNull();
  });
});

describe('on a narrow screen', () => {
  it('a closed conversation leads back to the list', async () => {
    const page = await DeskPage.open({ at: '#/history/past-1', content: null });
    mediaMatch('(max-width: 760px)');
    await page.showPart(<PastConversation conversationId="past-1" />);
    await page.user.click(await screen.findByRole('button', { name: 'Back to closed conversations' }));
    await waitFor(() => expect(location.hash).toBe('#/history'));
  });
});
