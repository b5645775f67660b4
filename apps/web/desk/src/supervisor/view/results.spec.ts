import { evolveResults, tallyOf, type ResultEvent, type Results } from './results';
import { openWindow } from './supervisor.fixture';

const after = (...events: ResultEvent[]) => events.reduce<Results | null>(evolveResults, null);
const began: ResultEvent = {
  type: 'started',
  action: { type: 'extend' },
  conversations: [openWindow('a'), openWindow('b', { customerName: null })],
};

describe('the results of an action for several conversations', () => {
  it('have one item for each, which is completed separately', () => {
    const problem = new Error('no-extension-left');
    const half = after(began, { type: 'done', conversationId: 'a' });
    expect(half && tallyOf(half)).toEqual({ done: 1, refused: 0, isPending: true });
    const all = after(
      began,
      { type: 'done', conversationId: 'a' },
      { type: 'refused', conversationId: 'b', problem },
    );
    expect(all && tallyOf(all)).toEqual({ done: 1, refused: 1, isPending: false });
    expect(all?.items).toEqual([
      { conversationId: 'a', customerName: 'Mia', outcome: 'done', problem: null },
      { conversationId: 'b', customerName: null, outcome: 'refused', problem },
    ]);
  });

  it('are removed when they are dismissed, and a later response does not restore them', () => {
    expect(after(began, { type: 'dismissed' }, { type: 'done', conversationId: 'a' })).toBeNull();
  });
});
