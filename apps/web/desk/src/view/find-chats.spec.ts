import { chatsOf } from './chats';
import { away, deskOf, entry, snapshot } from './desk-view.fixture';
import { countsOf, defaultQuery, findChats, findQueueEntries, matches, type QueueEntry } from './find-chats';

const at = (minute: number) => `2026-03-01T12:${String(minute).padStart(2, '0')}:00.000Z`;
const named = (name: string | null) => ({ name, status: 'connected' as const, epoch: 1, lostAt: null });
const idsOf = (list: readonly { conversationId: string }[]) =>
  list.map(({ conversationId }) => conversationId);

/** 60 active conversations; the last five have unread messages of their customers. */
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

describe('the order by urgency', () => {
  it('puts unread messages before 55 others, by the longest waiting time', () => {
    const ids = idsOf(chatsOf(sixty, {}).filter(({ waitsSince }) => waitsSince !== null));
    const read = Object.fromEntries([...sixty.conversations.keys()].map((id) => [id, id < 'c55' ? 2 : 0]));
    expect(idsOf(chatsOf(sixty, read)).slice(0, 5)).toEqual(['c55', 'c56', 'c57', 'c58', 'c59']);
    expect(ids).toHaveLength(5);
  });

  it('is disconnected customers, then unread, then unanswered, then the others', () => {
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

  it('returns the same object for an unchanged conversation', () => {
    expect(chatsOf(sixty, {})[7]).toBe(chatsOf(sixty, {})[7]);
    expect(chatsOf(sixty, {})).not.toEqual(chatsOf(sixty, { c59: 1 }));
  });
});

describe('a search in the list', () => {
  const chats = chatsOf(sixty, {});

  it('matches the name and the last message, ignoring case and diacritics', () => {
    expect(idsOf(findChats(chats, { ...defaultQuery, search: 'customer 42' }))).toEqual(['c42']);
    expect(idsOf(findChats(chats, { ...defaultQuery, search: 'A-57' }))).toEqual(['c57']);
    expect(matches(['Jan Novák'], 'NOVAK')).toBe(true);
  });

  it.each(['%', '_', '\\', '%_\\', '.*', '('])('treats %s as text', (search) => {
    expect(findChats(chats, { ...defaultQuery, search })).toEqual([]);
    expect(matches([`it costs ${search}`], search)).toBe(true);
  });

  it('requires each word to occur, and matches everything when it is empty', () => {
    expect(matches(['Mia Torres', 'my parcel'], 'parcel mia')).toBe(true);
    expect(matches(['Mia Torres', 'my parcel'], 'parcel omar')).toBe(false);
    expect(findChats(chats, { ...defaultQuery, search: '  ' })).toHaveLength(60);
  });
});

describe('a filter of the list', () => {
  const desk = deskOf([
    [away('c1', at(9))],
    [snapshot('c2'), entry(1)],
    [snapshot('c3', { state: 'wrap-up' })],
  ]);
  const queue: QueueEntry[] = [
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

  it('selects and counts its conversations', () => {
    const chats = chatsOf(desk, {});
    const shown = (filter: 'unread' | 'away' | 'queue' | 'wrap-up') =>
      idsOf(findChats(chats, { ...defaultQuery, filter }));
    expect([shown('unread'), shown('away'), shown('queue'), shown('wrap-up')]).toEqual([
      ['c2'],
      ['c1'],
      [],
      ['c3'],
    ]);
    expect(countsOf(chats, queue)).toEqual({ all: 6, unread: 1, away: 1, queue: 3, 'wrap-up': 1 });
  });

  it('keeps the queue in the order of the offers, reverses it, or sorts it by name', () => {
    const waiting = (more: object) => idsOf(findQueueEntries(queue, { ...defaultQuery, ...more }));
    expect(waiting({})).toEqual(['q1', 'q2', 'q3']);
    expect(waiting({ sort: 'newest' })).toEqual(['q3', 'q2', 'q1']);
    expect(waiting({ sort: 'name' })).toEqual(['q3', 'q1', 'q2']);
    expect(waiting({ search: 'lamp' })).toEqual(['q1']);
    expect(waiting({ filter: 'away' })).toEqual([]);
  });

  it('sorts conversations by their latest message, by their start, and by name', () => {
    const chats = chatsOf(sixty, {});
    const first = (sort: 'newest' | 'oldest' | 'name') =>
      findChats(chats, { ...defaultQuery, sort })[0]?.conversationId;
    expect([first('newest'), first('oldest'), first('name')]).toEqual(['c54', 'c00', 'c00']);
  });
});
