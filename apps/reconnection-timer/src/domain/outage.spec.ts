import { plusSeconds } from '@rejoin/kernel';
import { compensationSeconds, noOutages } from './outage';

const deadlineAt = '2026-11-30T10:00:10.000Z';
const at = (seconds: number) => plusSeconds(deadlineAt, seconds);
const outage = (since: number, until: number) => ({ since: at(since), until: at(until) });
const moved = (ended: ReturnType<typeof outage>[], ongoingSince: string | null = null, max = 900) =>
  compensationSeconds(deadlineAt, { ended, ongoingSince, maxExtensionSeconds: max }, at(60));

describe('outages of the timer', () => {
  it('move no deadline that none of them overlaps', () => {
    expect(compensationSeconds(deadlineAt, noOutages, at(60))).toBe(0);
    expect(moved([outage(-30, -20), outage(1, 20)])).toBe(0);
  });

  it('move a deadline by their length, and at least to some seconds after their end', () => {
    expect(moved([outage(-10, 20)])).toBe(30);
    expect(moved([outage(-1, 20)])).toBe(25);
  });

  it('move it again when another one overlaps the moved deadline', () => {
    expect(moved([outage(-10, 20), outage(21, 50)])).toBe(59);
    expect(moved([outage(-10, 20)], at(25))).toBe(65);
    expect(moved([outage(-10, 20), outage(40, 50)])).toBe(30);
  });

  it('move it by the maximum at most', () => {
    expect(moved([outage(-10, 20), outage(21, 50)], null, 40)).toBe(40);
  });
});
