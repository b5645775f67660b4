import { deskOf, entry, snapshot, system, welcome } from './desk-view.fixture';
import { goneFrom, latestOfEach, newsIn } from './news';

const mia = snapshot('c1');
const later = '2026-03-01T12:00:01.000Z';
const before = '2026-03-01T11:59:59.000Z';
const kinds = (...[from, to]: Parameters<typeof newsIn>) => newsIn(from, to).map(({ kind }) => kind);

describe('what the desk announces', () => {
  it('is a conversation that is assigned while the desk is connected, not those of the first load', () => {
    const joined = (at: string) => deskOf([[mia, system(1, 'agent-joined', { at })]]);
    const empty = deskOf([]);
    expect(newsIn(empty, joined(later))).toEqual([
      { kind: 'assigned', conversationId: 'c1', customerName: 'Mia' },
    ]);
    expect(kinds(empty, joined(welcome().serverNow))).toEqual(['assigned']);
    expect(kinds(empty, joined(before))).toEqual([]);
  });

  it('is not the assignment of a conversation that is over', () => {
    const over = deskOf([[snapshot('c1', { state: 'wrap-up' }), system(1, 'agent-joined', { at: later })]]);
    expect(kinds(deskOf([]), over)).toEqual([]);
  });

  it('is nothing before the snapshot of a conversation has arrived', () => {
    expect(kinds(deskOf([]), deskOf([[undefined, entry(1)]]))).toEqual([]);
  });

  it('is each kind of a new entry once, and no old one', () => {
    const known = deskOf([[mia, entry(1), system(2, 'customer-lost')]]);
    const now = deskOf([
      [mia, entry(1), system(2, 'customer-lost'), system(3, 'customer-back'), entry(4), entry(5)],
    ]);
    expect(kinds(known, now)).toEqual(['returned', 'message']);
    expect(kinds(known, known)).toEqual([]);
  });

  it.each([
    [system(1, 'customer-lost'), ['away']],
    [system(1, 'window-expired'), ['expired']],
    [system(1, 'agent-lost'), []],
    [entry(1, { sender: 'agent' }), []],
  ])('is, of entry $code from $sender, %j', (one, wanted) => {
    expect(kinds(deskOf([[mia]]), deskOf([[mia, one]]))).toEqual(wanted);
  });

  it('is the last event of each conversation', () => {
    const of = (kind: 'message' | 'away', conversationId: string) => ({
      kind,
      conversationId,
      customerName: null,
    });
    expect(latestOfEach([of('message', 'c1'), of('message', 'c2'), of('away', 'c1')])).toEqual([
      of('away', 'c1'),
      of('message', 'c2'),
    ]);
  });

  it('is outdated when the conversation has left the desk', () => {
    expect(goneFrom(deskOf([[mia], [snapshot('c2')]]), deskOf([[snapshot('c2')]]))).toEqual(['c1']);
  });
});
