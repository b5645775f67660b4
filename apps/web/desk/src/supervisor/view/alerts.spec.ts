import type { Alert } from '@rejoin/contracts';
import { newAlerts, thresholdOf } from './alerts';

const alert = (kind: Alert['kind'], raisedAt: string, value = 1): Alert => ({
  workstreamId: 'sales',
  workstreamName: 'Sales',
  kind,
  value,
  threshold: 1,
  raisedAt,
});

describe('new alerts', () => {
  const [first, again] = [
    alert('waiting', '2026-11-22T16:00:00.000Z'),
    alert('waiting', '2026-11-22T17:00:00.000Z'),
  ];

  it('are crossings that were not there, whatever their values', () => {
    const other = alert('no-agent', first.raisedAt);
    expect(newAlerts([first], [{ ...first, value: 9 }, other])).toEqual([other]);
    expect(newAlerts([first], [again])).toEqual([again]);
  });

  it('are none when the page opens', () => {
    expect(newAlerts(undefined, [first])).toEqual([]);
    expect(newAlerts([], [first])).toEqual([first]);
  });
});

describe('a threshold', () => {
  it.each([
    ['', null],
    [' ', null],
    ['1', 1],
    ['100', 100],
    ['101', undefined],
    ['0', undefined],
    ['1.5', undefined],
    ['x', undefined],
  ])('of "%s" is %p', (text, value) => {
    expect(thresholdOf(text, 100)).toBe(value);
  });
});
