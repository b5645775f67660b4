import type { DeskStatus } from '@rejoin/client';
import { fullDesk } from './room';

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

describe('a desk without room', () => {
  it('says what wrap-up keeps of it', () => {
    expect(fullDesk(status({ wrapUpUnits: 60 }), 60)).toEqual({
      usedUnits: 60,
      maxUnits: 60,
      wrapUpUnits: 60,
      inWrapUp: 60,
    });
  });

  it('does not know what wrap-up keeps where an older server does not say it', () => {
    expect(fullDesk(status({ usedUnits: 61 }), 3)?.wrapUpUnits).toBeNull();
  });

  it('is not one with room, nor one that takes nothing, nor one of which nothing is known', () => {
    expect(fullDesk(status({ usedUnits: 59 }), 60)).toBeUndefined();
    expect(fullDesk(status({ usedUnits: 0, maxUnits: 0 }), 0)).toBeUndefined();
    expect(fullDesk(undefined, 0)).toBeUndefined();
  });
});
