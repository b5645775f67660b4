import { CommittedRows } from './committed-rows';
import type { OutboxRow } from './store/outbox-rows';

const row = (seq: number, data = '{}') => ({ seq, data }) as OutboxRow;
const limits = { rows: 10, characters: 100 };
const seqs = (rows: readonly OutboxRow[]) => rows.map(({ seq }) => seq);

describe('committed rows that are not published', () => {
  it('are taken once, in the order of the outbox', () => {
    const committed = new CommittedRows(limits);
    expect(committed.add([row(3), row(4)])).toBe(true);
    expect(committed.add([row(1)])).toBe(true);
    expect(seqs(committed.take(2))).toEqual([1, 3]);
    expect(seqs(committed.take(2))).toEqual([4]);
    expect(committed.size).toBe(0);
  });

  it('are left to a scan when there are too many', () => {
    const committed = new CommittedRows({ ...limits, rows: 2 });
    expect(committed.add([row(1), row(2)])).toBe(true);
    expect(committed.add([row(3)])).toBe(false);
    expect(seqs(committed.take(9))).toEqual([1, 2]);
  });

  it('are left to a scan when their data are too long, until there is room again', () => {
    const committed = new CommittedRows(limits);
    expect(committed.add([row(1, 'x'.repeat(60))])).toBe(true);
    expect(committed.add([row(2, 'x'.repeat(41))])).toBe(false);
    expect(seqs(committed.take(9))).toEqual([1]);
    expect(committed.add([row(3, 'x'.repeat(100))])).toBe(true);
    committed.drop([row(3)]);
    expect(committed.add([row(4, 'x'.repeat(100))])).toBe(true);
    committed.clear();
    expect(committed.add([row(5, 'x'.repeat(100))])).toBe(true);
  });

  it('do not contain what a scan has found', () => {
    const committed = new CommittedRows(limits);
    committed.add([row(1), row(2), row(3)]);
    committed.drop([row(2), row(7)]);
    expect(seqs(committed.take(9))).toEqual([1, 3]);
  });
});
