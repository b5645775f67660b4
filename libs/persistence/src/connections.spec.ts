import { Pool } from 'pg';
import { poolLoad } from './connections';

const pool = { totalCount: 0, idleCount: 0, waitingCount: 0, options: { max: 3 } };

describe('the load of the connection pool of a process', () => {
  it.each([
    { of: 'a process that has asked nothing yet', now: {}, load: { busy: 0, idle: 0, waiting: 0 } },
    {
      of: 'one whose first connections are being made',
      now: { waitingCount: 3 },
      load: { busy: 0, idle: 0, waiting: 0 },
    },
    {
      of: 'one whose next work is served at once',
      now: { totalCount: 3, idleCount: 2, waitingCount: 2 },
      load: { busy: 1, idle: 2, waiting: 0 },
    },
    {
      of: 'one whose connections are all busy',
      now: { totalCount: 3 },
      load: { busy: 3, idle: 0, waiting: 0 },
    },
    {
      of: 'one with more work than connections',
      now: { totalCount: 3, waitingCount: 5 },
      load: { busy: 3, idle: 0, waiting: 5 },
    },
  ])('of $of', ({ now, load }) => {
    expect(poolLoad({ ...pool, ...now })).toEqual(load);
  });

  it('is read from a real pool', () => {
    const real = new Pool({ max: 2, host: '127.0.0.1', port: 1 });
    const asked = [1, 2, 3].map(() => real.connect().catch(() => undefined));
    expect(poolLoad(real).waiting).toBe(1);
    return Promise.all(asked);
  });
});
