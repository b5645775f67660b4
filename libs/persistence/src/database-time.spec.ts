import { instant } from '@rejoin/kernel';
import { DatabaseTime } from './database-time';

const begun = Date.parse('2026-11-28T12:00:00.000Z');

describe("the database's clock, as a process follows it", () => {
  /** Time that passes, as every clock counts it. */
  let passedMs = 0;
  /** What the database's clock shows at the beginning. */
  let databaseMs = begun;
  const answersIn = (beforeMs: number, afterMs: number) => ({
    query: () => {
      passedMs += beforeMs;
      const rows = [{ now: instant(databaseMs + passedMs) }];
      passedMs += afterMs;
      return Promise.resolve(rows);
    },
  });
  const aTime = () => new DatabaseTime(answersIn(1, 1) as never);
  const errorOf = (time: DatabaseTime) => time.millis() - (databaseMs + passedMs);

  beforeEach(() => {
    databaseMs = begun;
    jest.spyOn(performance, 'now').mockImplementation(() => passedMs);
  });
  afterEach(() => jest.restoreAllMocks());

  it("is that of the database, whatever the host's clock shows", async () => {
    jest.spyOn(Date, 'now').mockReturnValue(0);
    const time = aTime();
    expect(time.errorMs).toBe(Infinity);
    await time.measure();
    expect([errorOf(time), time.errorMs]).toEqual([0, 1]);
  });

  it('is right again at the first measurement after the host slept, or after a failover to another clock', async () => {
    const time = aTime();
    for (let look = 0; look < 8; look++) await time.measure();
    databaseMs += 60_000;
    await time.measure(answersIn(50, 50) as never);
    expect(errorOf(time)).toBe(0);
  });

  it('is not moved by a measurement during which this process paused', async () => {
    const time = aTime();
    await time.measure();
    await time.measure(answersIn(1, 3_000) as never);
    expect(errorOf(time)).toBe(0);
  });
});
