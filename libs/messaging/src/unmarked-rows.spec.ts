import type { OutboxRow } from './store/outbox-rows';
import { UnmarkedRows } from './unmarked-rows';

const rows = [{ item: { seq: 7 } as OutboxRow, streamSeq: 3 }];
const by = { era: 1, stream: '2026-11-28T10:00:00Z' };

describe('rows whose facts were acknowledged and that are not marked', () => {
  let unmarked: UnmarkedRows;
  beforeEach(() => {
    unmarked = new UnmarkedRows();
    unmarked.add(rows, by, 0);
  });

  it('are marked once, while connection and stream are the same', () => {
    expect(unmarked.take(by)).toEqual(rows);
    expect(unmarked.take(by)).toEqual([]);
  });

  it.each([
    ['another connection', { ...by, era: 2 }],
    ['a stream that was created again', { ...by, stream: '2026-11-28T10:00:01Z' }],
    ['a stream that was abandoned', { ...by, stream: null }],
  ])('are never marked after %s, which may not contain the facts', (_, now) => {
    expect(unmarked.areStale(by)).toBe(false);
    expect(unmarked.areStale(now)).toBe(true);
    expect(unmarked.take(now)).toBeUndefined();
    expect(unmarked.take(by)).toEqual([]);
  });

  it('are never marked when later ones were acknowledged by another stream', () => {
    unmarked.add(rows, { ...by, stream: '2026-11-28T10:00:01Z' }, 5);
    expect(unmarked.take({ ...by, stream: '2026-11-28T10:00:01Z' })).toBeUndefined();
  });

  it('wait since the first of them was acknowledged', () => {
    unmarked.add(rows, by, 40);
    expect(unmarked.waitingMs(70)).toBe(70);
    expect(unmarked.take(by)).toHaveLength(2);
    expect(unmarked.waitingMs(80)).toBe(0);
  });

  it('are none before the first round, for every caller', () => {
    expect(new UnmarkedRows().take(by)).toEqual([]);
  });
});
