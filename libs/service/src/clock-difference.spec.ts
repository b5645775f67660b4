import { instant } from '@rejoin/kernel';
import { DatabaseTime } from '@rejoin/persistence';
import { ClockWatch } from './clock-difference';

describe('the clock of a host', () => {
  const warnings: object[] = [];
  const log = {
    info: () => undefined,
    warn: (fields: object) => void warnings.push(fields),
    error: () => undefined,
  };
  let behindMs = 0;
  const query = () => Promise.resolve([{ now: instant(Date.now() - behindMs) }]);
  const shown: number[] = [];
  const watch = new ClockWatch(
    new DatabaseTime({ query } as never),
    log,
    (seconds) => void shown.push(seconds),
  );

  it('is compared with the database, and reported once when it differs too much', async () => {
    await watch.look();
    expect(shown.at(-1)).toBeCloseTo(0, 1);
    expect(warnings).toEqual([]);
    for (behindMs of [4_000, 4_000, -4_000]) await watch.look();
    expect(shown.at(-2)).toBeCloseTo(4, 1);
    expect(shown.at(-1)).toBeCloseTo(-4, 1);
    expect(warnings).toMatchObject([{ alarm: 'clock-differs' }]);
    behindMs = 0;
    await watch.look();
    behindMs = 4_000;
    await watch.look();
    expect(warnings).toHaveLength(2);
  });
});
