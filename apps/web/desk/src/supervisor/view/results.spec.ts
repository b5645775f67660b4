import { evolveResults, tallyOf, type ResultEvent, type Results } from './results';
import { openWindow } from './supervisor.fixture';

const after = (...events: ResultEvent[]) => events.reduce<Results | null>(evolveResults, null);
const began: ResultEvent = {
  type: 'began',
  deed: { type: 'extend' },
  windows: [openWindow('a'), openWindow('b', { customerName: null })],
};

describe('what became of a deed at several conversations', () => {
  it('is a line for each, answered one by one', () => {
    const problem = new Error('no-extension-left');
    const half = after(began, { type: 'done', conversationId: 'a' });
    expect(half && tallyOf(half)).toEqual({ done: 1, refused: 0, isGoing: true });
    const all = after(
      began,
      { type: 'done', conversationId: 'a' },
      { type: 'refused', conversationId: 'b', problem },
    );
    expect(all && tallyOf(all)).toEqual({ done: 1, refused: 1, isGoing: false });
    expect(all?.lines).toEqual([
      { conversationId: 'a', customerName: 'Mia', outcome: 'done', problem: null },
      { conversationId: 'b', customerName: null, outcome: 'refused', problem },
    ]);
  });

  it('is gone when it is dismissed; an answer that comes later brings nothing back', () => {
    expect(after(began, { type: 'dismissed' }, { type: 'done', conversationId: 'a' })).toBeNull();
  });
});
