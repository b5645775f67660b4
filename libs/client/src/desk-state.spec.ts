import type { AgentFrame, Entry, Snapshot } from '@rejoin/contracts';
import { emptyDesk, evolveDesk, type DeskState } from './desk-state';

const after = (...frames: unknown[]): DeskState => from(emptyDesk, ...frames);
const from = (state: DeskState, ...frames: unknown[]): DeskState =>
  (frames as AgentFrame[]).reduce(evolveDesk, state);

const welcome = (timeline?: string, read?: object[]) => ({ type: 'welcome', timeline, read });
const conversation = (conversationId: string, rev: number): { type: string; conversation: Snapshot } => ({
  type: 'conversation',
  conversation: { conversationId, rev } as Snapshot,
});
const entries = (conversationId: string, ...seqs: number[]) => ({
  type: 'entries',
  conversationId,
  entries: seqs.map((seq) => ({ seq }) as Entry),
});
const waiting = (...ids: string[]) => ids.map((conversationId) => ({ conversationId }));
const status = (...ids: string[]) => ({ type: 'status', queue: waiting(...ids) });
const queueChanged = (removed: string[], ...added: (readonly [id: string, at: number])[]) => ({
  type: 'queue-changed',
  removed,
  added: added.map(([conversationId, at]) => ({ conversationId, at })),
});
const queueOf = ({ status: known }: DeskState) => known?.queue.map(({ conversationId }) => conversationId);
const readOf = ({ read }: DeskState) =>
  read && [...read.values()].map((one) => [one.conversationId, one.readSeq, one.toldSeq]);

describe('the conversations of a desk', () => {
  it('have the latest snapshot, in whatever order snapshots come', () => {
    const state = after(conversation('c1', 2), conversation('c1', 3), conversation('c1', 1));
    expect(state.conversations.get('c1')?.snapshot?.rev).toBe(3);
  });

  it('have their entries in order and once, also before their snapshot', () => {
    const state = after(entries('c1', 2, 1), entries('c1', 2, 3), conversation('c1', 1));
    const { transcript, snapshot } = state.conversations.get('c1') ?? {};
    expect(transcript?.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(snapshot?.rev).toBe(1);
  });

  it('leave the desk with their agent, and others stay', () => {
    const state = after(conversation('c1', 1), conversation('c2', 1), { type: 'left', conversationId: 'c1' });
    expect([...state.conversations.keys()]).toEqual(['c2']);
  });

  it('are the same object when one leaves that is not there', () => {
    const state = after(conversation('c1', 1));
    expect(from(state, { type: 'left', conversationId: 'c9' })).toBe(state);
  });

  it('do not change in the state before a frame', () => {
    const before = after(conversation('c1', 1));
    from(before, conversation('c1', 2), entries('c1', 1), { type: 'left', conversationId: 'c1' });
    expect(before.conversations.get('c1')).toMatchObject({
      snapshot: { rev: 1 },
      transcript: { entries: [] },
    });
  });
});

describe('the queue of a desk', () => {
  it('changes by differences, each at its place', () => {
    const state = after(status('a', 'b', 'c'), queueChanged(['b'], ['x', 0], ['y', 3]));
    expect(queueOf(state)).toEqual(['x', 'a', 'c', 'y']);
  });

  it('moves a conversation that is removed and added', () => {
    expect(queueOf(after(status('a', 'b', 'c'), queueChanged(['a'], ['a', 2])))).toEqual(['b', 'c', 'a']);
  });

  it('is not known from differences alone', () => {
    expect(after(queueChanged([], ['a', 0])).status).toBeUndefined();
  });

  it('is that of the last whole status', () => {
    expect(queueOf(after(status('a'), queueChanged(['a'], ['b', 0]), status('c')))).toEqual(['c']);
  });
});

describe('how far an agent has read', () => {
  const read = (conversationId: string, readSeq: number, toldSeq: number) => ({
    conversationId,
    readSeq,
    toldSeq,
  });

  it('is not known with a server that does not store it', () => {
    expect(readOf(after(welcome()))).toBeUndefined();
  });

  it('only grows, in whatever order the reports arrive', () => {
    const state = after(
      welcome('t1', [read('c1', 5, 2)]),
      { type: 'read', conversations: [read('c1', 3, 4), read('c2', 1, 1)] },
      welcome('t1', [read('c1', 4, 1)]),
    );
    expect(readOf(state)).toEqual([
      ['c1', 5, 4],
      ['c2', 1, 1],
    ]);
  });
});

describe('a desk after the database of its server was restored', () => {
  it('forgets what it knows, and shows what the server sends', () => {
    const state = after(
      welcome('t1', [{ conversationId: 'c1', readSeq: 9, toldSeq: 9 }]),
      status('a'),
      conversation('c1', 8),
      welcome('t2', [{ conversationId: 'c1', readSeq: 2, toldSeq: 2 }]),
      conversation('c1', 3),
    );
    expect(state.conversations.get('c1')?.snapshot?.rev).toBe(3);
    expect(readOf(state)).toEqual([['c1', 2, 2]]);
    expect(state.status).toBeUndefined();
  });

  it('keeps everything when it only connects again', () => {
    const state = after(welcome('t1'), status('a'), conversation('c1', 8), welcome('t1'));
    expect(state.conversations.get('c1')?.snapshot?.rev).toBe(8);
    expect(queueOf(state)).toEqual(['a']);
  });
});

it.each(['ack', 'refused', 'typing', 'moving', 'a-frame-of-a-later-release'])(
  'a desk is the same after the frame %s',
  (type) => {
    const state = after(welcome('t1'), conversation('c1', 1));
    expect(from(state, { type, conversationId: 'c1', requestId: 'r1' })).toBe(state);
  },
);
