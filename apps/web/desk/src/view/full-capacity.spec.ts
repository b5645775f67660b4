import type { DeskStatus } from '@rejoin/client';
import { fullCapacityOf } from './full-capacity';

const status = (more: Partial<DeskStatus>): DeskStatus => ({
  type: 'status',
  presence: 'available',
  usedUnits: 60,
  heldUnits: 0,
  maxUnits: 60,
  queue: [],
  colleagues: [],
  ...more,
});

describe('an agent whose capacity is used up', () => {
  it('sees how many units are taken by wrap-up', () => {
    expect(fullCapacityOf(status({ wrapUpUnits: 60 }), 60)).toEqual({
      usedUnits: 60,
      maxUnits: 60,
      wrapUpUnits: 60,
      inWrapUp: 60,
    });
  });

  it('does not see the units of wrap-up when an older server does not report them', () => {
    expect(fullCapacityOf(status({ usedUnits: 61 }), 3)?.wrapUpUnits).toBeNull();
  });

  it('is not one with free capacity, without a maximum, or without a known status', () => {
    expect(fullCapacityOf(status({ usedUnits: 59 }), 60)).toBeUndefined();
    expect(fullCapacityOf(status({ usedUnits: 0, maxUnits: 0 }), 0)).toBeUndefined();
    expect(fullCapacityOf(undefined, 0)).toBeUndefined();
  });
});
