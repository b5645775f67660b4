import type { OutboxRow } from './store/outbox-rows';
import { PublishedVersions } from './published-versions';

const row = (id: string, version: number) => ({ family: 'session', aggregate_id: id, version }) as OutboxRow;

describe('rows in memory', () => {
  let published: PublishedVersions;
  beforeEach(() => {
    published = new PublishedVersions(2);
    published.add([row('a', 1), row('a', 2)]);
  });

  it('can be published when they are the first facts of an aggregate, or continue what was published', () => {
    expect(published.continueWith([row('b', 1), row('a', 3), row('b', 2), row('a', 4)])).toBe(true);
  });

  it.each([
    ['leave out a fact that another replica has committed', [row('a', 4)]],
    ['continue facts that are not published yet', [row('b', 2)]],
    ['leave out a fact between them', [row('b', 1), row('b', 3)]],
  ])('cannot be published when they %s', (_, rows) => {
    expect(published.continueWith(rows)).toBe(false);
  });

  it('cannot be published when nothing is known of their aggregate any more', () => {
    published.add([row('b', 1), row('a', 3), row('c', 1)]);
    expect(published.continueWith([row('a', 4)])).toBe(true);
    expect(published.continueWith([row('b', 2)])).toBe(false);
  });
});
