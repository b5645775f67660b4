import type { Session } from '../../domain/session';
import type { EntryRow } from '../../store/entries.store';
import { FeedProgress } from './feed-progress';

const session = (lastSeq: number, rev = 1, agentId: string | null = 'anna') =>
  ({ lastSeq, rev, agentId }) as Session;
const entry = (seq: number, text = 'hi', agentId: string | null = null) =>
  ({ seq, text, agentId }) as EntryRow;

/** Returns the progress of a follower who was sent everything up to an entry and has Anna's name. */
function shownUpTo(seq: number): FeedProgress {
  const place = new FeedProgress(seq);
  place.rev = 1;
  const names = new Map([['anna', 'Anna']]);
  place.recordPage({
    session: session(seq),
    customerName: 'Mia',
    context: null,
    visit: null,
    givenName: null,
    isRenamed: false,
    agentName: 'Anna',
    entries: [],
    more: false,
    names,
  });
  return place;
}

describe('a commit of this process', () => {
  it('is shown without a read when nothing else is missing, whatever the order', () => {
    const place = shownUpTo(4);
    place.recordCommit(session(6), [entry(6, 'two', 'anna')]);
    place.recordCommit(session(5), [entry(5, 'one')]);
    const page = place.takePending();
    expect(page?.entries.map(({ seq }) => seq)).toEqual([5, 6]);
    expect(page).toMatchObject({
      session: { lastSeq: 6 },
      agentName: 'Anna',
      customerName: 'Mia',
      more: false,
    });
    expect(place.takePending()).toBeUndefined();
  });

  it.each<[string, (place: FeedProgress) => void]>([
    ['something came between', (place) => place.recordCommit(session(6), [entry(6)])],
    ['an agent has no name here', (place) => place.recordCommit(session(5), [entry(5, 'hi', 'ben')])],
    ['another agent has it', (place) => place.recordCommit(session(5, 2, 'ben'), [entry(5)])],
    [
      'the customer has opened another page',
      (place) => place.recordCommit({ ...session(5), visitedPages: 1 }, [entry(5)]),
    ],
    ['more was seen already', (place) => place.recordCommit(session(5, 0), [entry(5)])],
    [
      'it is to be shown from further back',
      (place) => {
        place.replayFrom(2);
        place.rewind();
        place.recordCommit(session(5), [entry(5)]);
      },
    ],
    [
      'it is many entries',
      (place) => {
        for (let seq = 5; seq <= 55; seq++) place.recordCommit(session(seq), [entry(seq)]);
      },
    ],
    [
      'it is many bytes',
      (place) => {
        for (const seq of [5, 6]) place.recordCommit(session(seq), [entry(seq, '\u00e9'.repeat(20_000))]);
      },
    ],
  ])('is read when %s', (_, commit) => {
    const place = shownUpTo(4);
    commit(place);
    expect(place.takePending()).toBeUndefined();
  });

  it('is shown when it is a single entry, however long', () => {
    const place = shownUpTo(4);
    place.recordCommit(session(5), [entry(5, 'x'.repeat(70_000))]);
    expect(place.takePending()?.entries).toHaveLength(1);
  });
});
