import { chatsOf } from './chats';
import { away, deskOf, entry, snapshot } from './desk-view.fixture';
import { countsOf, everything, findChats, findWaiting, matches, type Waiting } from './find-chats';

const at = (minute: number) => `2026-03-01T12:${String(minute).padStart(2, '0')}:00.000Z`;
const named = (name: string | null) => ({ name, status: 'connected' as const, epoch: 1, lostAt: null });
const idsOf = (list: readonly { conversationId: string }[]) =>
  list.map(({ conversationId }) => conversationId);

/** 60 active conversations; of the last five the customers have written what is not read. */
const sixty = deskOf(
  Array.from({ length: 60 }, (_, index) => {
    const id = `c${String(index).padStart(2, '0')}`;
    const words = entry(1, { at: at(index % 50), text: `order A-${index}` });
    const answer = entry(2, { at: at(55), sender: 'agent', text: 'done' });
    return [
      snapshot(id, { customer: named(`Customer ${index}`) }),
      words,
      ...(index < 55 ? [answer] : []),
    ] as const;
  }),
);

describe('the order of need', () => {
  it('brings what is unread before 55 others, the one who waits longest first', () => {
    const ids = idsOf(chatsOf(sixty, {}).filter(({ waitsSince }) => waitsSince !== null));
    const read = Object.fromEntries([...sixty.conversations.keys()].map((id) => [id, id < 'c55' ? 2 : 0]));
    expect(idsOf(chatsOf(sixty, read)).slice(0, 5)).toEqual(['c55', 'c56', 'c57', 'c58', 'c59']);
    expect(ids).toHaveLength(5);
  });

  it('is who is about to expire, then unread, then who waits for an answer, then the others', () => {
    const desk = deskOf([
      [snapshot('answered'), entry(1), entry(2, { sender: 'agent' })],
      [snapshot('waits'), entry(1, { at: at(1) })],
      [snapshot('unread late'), entry(1, { at: at(3) })],
      [snapshot('unread'), entry(1, { at: at(2) })],
      [away('away', at(9))],
      [snapshot('done', { state: 'wrap-up' }), entry(1)],
    ]);
    const read = { answered: 2, waits: 1 };
    expect(idsOf(chatsOf(desk, read))).toEqual([
      'away',
      'unread',
      'unread late',
      'waits',
      'answered',
      'done',
    ]);
  });

  it('keeps a chat the same while nothing of it changes', () => {
    expect(chatsOf(sixty, {})[7]).toBe(chatsOf(sixty, {})[7]);
    expect(chatsOf(sixty, {})).not.toEqual(chatsOf(sixty, { c59: 1 }));
  });
});

describe('a search in the list', () => {
  const chats = chatsOf(sixty, {});

  it('finds by name and by what was said last, whatever the case and the marks', () => {
    expect(idsOf(findChats(chats, { ...everything, search: 'customer 42' }))).toEqual(['c42']);
    expect(idsOf(findChats(chats, { ...everything, search: 'A-57' }))).toEqual(['c57']);
    expect(matches(['Jan Novák'], 'NOVAK')).toBe(true);
  });

  it.each(['%', '_', '\\', '%_\\', '.*', '('])('takes %s as text', (search) => {
    expect(findChats(chats, { ...everything, search })).toEqual([]);
    expect(matches([`it costs ${search}`], search)).toBe(true);
  });

  it('asks each word to occur, and an empty one for nothing', () => {
    expect(matches(['Mia Torres', 'my parcel'], 'parcel mia')).toBe(true);
    expect(matches(['Mia Torres', 'my parcel'], 'parcel omar')).toBe(false);
    expect(findChats(chats, { ...everything, search: '  ' })).toHaveLength(60);
  });
});

describe('a filter of the list', () => {
  const desk = deskOf([
    [away('c1', at(9))],
    [snapshot('c2'), entry(1)],
    [snapshot('c3', { state: 'wrap-up' })],
  ]);
  const queue: Waiting[] = [
    {
      conversationId: 'q1',
      workstreamId: 'w',
      queuedAt: at(1),
      customerName: 'Zoe',
      firstWords: 'blue lamp',
    },
    { conversationId: 'q2', workstreamId: 'w', queuedAt: at(2), customerName: null, firstWords: null },
    { conversationId: 'q3', workstreamId: 'w', queuedAt: at(3), customerName: 'Ada' },
  ];

  it('shows and counts what it names', () => {
    const chats = chatsOf(desk, {});
    const shown = (filter: 'unread' | 'away' | 'queue' | 'wrap-up') =>
      idsOf(findChats(chats, { ...everything, filter }));
    expect([shown('unread'), shown('away'), shown('queue'), shown('wrap-up')]).toEqual([
      ['c2'],
      ['c1'],
      [],
      ['c3'],
    ]);
    expect(countsOf(chats, queue)).toEqual({ all: 6, unread: 1, away: 1, queue: 3, 'wrap-up': 1 });
  });

  it('leaves the queue in the order of the offers, or turns it, or sorts it by name', () => {
    const waiting = (more: object) => idsOf(findWaiting(queue, { ...everything, ...more }));
    expect(waiting({})).toEqual(['q1', 'q2', 'q3']);
    expect(waiting({ sort: 'newest' })).toEqual(['q3', 'q2', 'q1']);
    expect(waiting({ sort: 'name' })).toEqual(['q3', 'q1', 'q2']);
    expect(waiting({ search: 'lamp' })).toEqual(['q1']);
    expect(waiting({ filter: 'away' })).toEqual([]);
  });

  it('sorts chats by their latest message, their beginning and their names', () => {
    const chats = chatsOf(sixty, {});
    const first = (sort: 'newest' | 'oldest' | 'name') =>
      findChats(chats, { ...everything, sort })[0]?.conversationId;
    expect([first('newest'), first('oldest'), first('name')]).toEqual(['c54', 'c00', 'c00']);
  });
});
