import { wholeUnits } from './wait-time';

describe('a waiting time', () => {
  it('is rounded down to whole seconds below a minute, and to whole minutes from there on', () => {
    expect([-1, 0.9, 59.9, 60, 119.9, 775].map(wholeUnits)).toEqual([0, 0, 59, 60, 60, 720]);
  });
});
