import type { ReadState } from '@rejoin/client';
import { deskOf, snapshot } from './desk-view.fixture';
import { noWork } from './kept-work';
import { mergeReads, readsToSend } from './read-sync';

const known = (...states: readonly ReadState[]) =>
  new Map(states.map((state) => [state.conversationId, state]));
const state = (conversationId: string, readSeq: number, toldSeq = 0): ReadState => ({
  conversationId,
  readSeq,
  toldSeq,
});

describe('the read positions of an agent', () => {
  const work = { ...noWork, read: { c1: 5, c2: 1 }, told: { c2: 4 } };

  it('are the highest of this device and the server, and the same object when nothing has changed', () => {
    expect(mergeReads(work, known(state('c1', 3, 9), state('c2', 2, 2)))).toMatchObject({
      read: { c1: 5, c2: 2 },
      told: { c1: 9, c2: 4 },
    });
    expect(mergeReads(work, known(state('c1', 5), state('c2', 1, 4)))).toBe(work);
    expect(mergeReads(work, undefined)).toBe(work);
  });

  it('are sent to the server when they are higher there, for conversations on the desk', () => {
    const desk = deskOf([[snapshot('c1')], [snapshot('c2')], [snapshot('c3')]], {
      read: known(state('c1', 5), state('c2', 1, 3)),
    });
    const gone = { ...work, read: { ...work.read, c9: 7 } };
    expect(readsToSend(gone, desk)).toEqual([state('c2', 1, 4)]);
  });

  it('are sent in batches of 100', () => {
    const ids = Array.from({ length: 130 }, (_, index) => `c${index}`);
    const desk = deskOf(
      ids.map((id) => [snapshot(id)] as const),
      { read: known() },
    );
    const read = Object.fromEntries(ids.map((id) => [id, 1]));
    expect(readsToSend({ read, told: {} }, desk)).toHaveLength(100);
  });

  it('are not sent to a server that does not report its own', () => {
    expect(readsToSend(work, deskOf([[snapshot('c1')]]))).toEqual([]);
  });
});
