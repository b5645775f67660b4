import { firedOnce } from './side-conditions.ts';

describe('expiries that a subscriber heard', () => {
  const heard = (...windows: [string, number][]) => new Map(windows);

  it('are right when each was told once', () => {
    expect(firedOnce(['a', 'b'], heard(['a', 1], ['b', 1]))).toEqual([]);
  });

  it.each([
    ['is missing', heard(['a', 1]), '1 of 2 expiries were not told'],
    ['came twice', heard(['a', 2], ['b', 1]), '1 expiries were told more than once'],
    ['never happened', heard(['a', 1], ['b', 1], ['c', 1]), '1 expiries were told that never happened'],
  ])('are wrong when one %s', (_, windows, fault) => {
    expect(firedOnce(['a', 'b'], windows)).toEqual([fault]);
  });
});
