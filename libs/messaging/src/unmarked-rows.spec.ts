import type { OutboxRow } from './outbox-rows';
import { UnmarkedRows } from './unmarked-rows';

const rows = [{ item: { seq: 7 } as OutboxRow, streamSeq: 3 }];
const by = { era: 1, stream: '2026-11-28T10:00:00Z' };

describe('what was acknowledged and is not marked', () => {
  let unmarked: UnmarkedRows;
  beforeEach(() => {
    unmarked = new UnmarkedRows();
    unmarked.put(rows, by);
  });

  it('is marked once, while connection and stream are the same', () => {
    expect(unmarked.take(by)).toBe(rows);
    expect(unmarked.take(by)).toEqual([]);
  });

  it.each([
    ['another connection', { ...by, era: 2 }],
    ['a stream that was made anew', { ...by, stream: '2026-11-28T10:00:01Z' }],
    ['a stream that was given up', { ...by, stream: null }],
  ])('is never marked after %s, which may not have it', (_, now) => {
    expect(unmarked.take(now)).toBeUndefined();
    expect(unmarked.take(by)).toEqual([]);
  });

  it('is nothing before the first round, whoever asks', () => {
    expect(new UnmarkedRows().take(by)).toEqual([]);
  });
});
