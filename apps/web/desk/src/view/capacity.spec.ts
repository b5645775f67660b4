import { capacityOf } from './capacity';

describe('the capacity of an agent', () => {
  it.each([
    ['units in use, on hold and available', [30, 10, 100], { busy: 0.2, held: 0.1, free: 70 }],
    ['a full meter above a lowered maximum', [150, 50, 100], { busy: 2 / 3, held: 1 / 3, free: 0 }],
    ['no more on hold than in use', [10, 30, 100], { busy: 0, held: 0.1, free: 90 }],
    ['an empty meter without a maximum', [0, 0, 0], { busy: 0, held: 0, free: 0 }],
  ])('shows %s', (_, [usedUnits = 0, heldUnits = 0, maxUnits = 0], shares) => {
    expect(capacityOf({ usedUnits, heldUnits, maxUnits })).toEqual(shares);
  });
});
