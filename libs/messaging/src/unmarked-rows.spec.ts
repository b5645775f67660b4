import type { OutboxRow } from './outbox-rows';
import { UnmarkedRows } from './unmarked-rows';

const rows = [{ item: { seq: 7 } as OutboxRow, streamSeq: 3 }];
const by = { era: 1, stream: '2026-11-28T10:00:00Z' };

describe('rows whose facts were acknowledged and that are not marked', () => {
  let unmarked: UnmarkedRows;
  beforeEach(() => {
    unmarked = new UnmarkedRows();
    unmarked.put(rows, by);
  });

  it('are marked once, while connection and stream are the same', () => {
    expect(unmarked.take(by)).toBe(rows);
    expect(unmarked.take(by)).toEqual([]);
  });

  it.each([
    ['another connection', { ...by, era: 2 }],
    ['a stream that was created again', { ...by, stream: '2026-11-28T10:00:01Z' }],
    ['a stream that was abandoned', { ...by, stream: null }],
  ])('are never marked after %s, which may not contain the facts', (_, now) => {
    expect(unmarked.take(now)).toBeUndefined();
    expect(unmarked.take(by)).toEqual([]);
  });

  it('are none before the first round, for every caller', () => {
    expect(new UnmarkedRows().take(by)).toEqual([]);
  });
});
