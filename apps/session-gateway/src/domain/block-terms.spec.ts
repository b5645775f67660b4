import { lastsLonger, refuseHours } from './block-terms';

describe('the time of a block', () => {
  it.each([
    [1, false, null],
    [24, false, null],
    [25, false, 'forbidden'],
    [null, false, 'forbidden'],
    [25, true, null],
    [null, true, null],
  ])('of %s hours, by a supervisor: %s, is refused as %s', (hours, isSupervisor, refused) => {
    expect(refuseHours(hours, isSupervisor)?.refused ?? null).toBe(refused);
  });

  it.each([
    ['2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z', true],
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', false],
    [null, '2026-01-01T00:00:00.000Z', true],
    ['2026-01-01T00:00:00.000Z', null, false],
    [null, null, false],
  ])('until %s is longer than until %s: %s', (until, than, is) => {
    expect(lastsLonger(until, than)).toBe(is);
  });
});
