import type { Database } from '@rejoin/persistence';
import { DependencyProbe } from './dependency-probe';

describe('the probe of the servers', () => {
  let writes = 0;
  let takesWrites = true;
  let answers = true;
  const query = (): Promise<unknown[]> => {
    writes++;
    return takesWrites ? Promise.resolve([]) : Promise.reject(new Error('read-only'));
  };
  const parts = {
    database: { query } as unknown as Database,
    bus: { reachesServer: () => Promise.resolve(answers) },
  };
  let probe: DependencyProbe;

  beforeEach(() => {
    jest.useFakeTimers();
    writes = 0;
    probe = new DependencyProbe(parts);
  });
  afterEach(() => {
    probe.stop();
    jest.useRealTimers();
  });

  it('writes every 10 s, however often its result is read', async () => {
    await jest.advanceTimersByTimeAsync(40_000);
    for (let scrape = 0; scrape < 100; scrape++) expect(probe.up).toEqual({ postgres: true, nats: true });
    expect(writes).toBe(5);
  });

  it('sees that a server takes no writes or does not answer, and that it does again', async () => {
    await jest.advanceTimersByTimeAsync(1);
    [takesWrites, answers] = [false, false];
    await jest.advanceTimersByTimeAsync(10_000);
    expect(probe.up).toEqual({ postgres: false, nats: false });
    [takesWrites, answers] = [true, true];
    await jest.advanceTimersByTimeAsync(10_000);
    expect(probe.up).toEqual({ postgres: true, nats: true });
  });

  it('does not write again while a write has no answer', async () => {
    await jest.advanceTimersByTimeAsync(1);
    const frozen = { ...parts, database: { query: () => (writes++, new Promise(() => undefined)) } };
    writes = 0;
    const other = new DependencyProbe(frozen as unknown as typeof parts);
    await jest.advanceTimersByTimeAsync(40_000);
    other.stop();
    expect(writes - 4).toBe(1);
    expect(other.up.postgres).toBe(false);
  });
});
