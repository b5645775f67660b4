import { instant } from '@rejoin/kernel';
import { Deadlines } from './deadlines';
import { Heartbeat } from './heartbeat';

const now = Date.UTC(2026, 0, 31, 9);

describe('a timer that has just started', () => {
  it('expires no window before its first heartbeat, because an outage may have just ended', async () => {
    const jobs = new Map<string, () => Promise<number | null>>();
    const clockwork = {
      job: (name: string, run: () => Promise<number | null>) => {
        jobs.set(name, run);
        return { ring: () => undefined };
      },
    };
    const expired: string[] = [];
    const expire = {
      run: (_: unknown, keys: readonly string[]) => {
        expired.push(...keys);
        return Promise.resolve({ busy: [], later: [] });
      },
    };
    let reachesBus = false;
    const bus = { reachesServer: () => Promise.resolve(reachesBus), onConnect: () => undefined };
    const heartbeat = new Heartbeat(bus as never, { beat: () => Promise.resolve() } as never);
    const database = {
      together: (work: (sql: unknown) => Promise<unknown>) => work({}),
      transaction: (work: (tx: unknown) => Promise<unknown>) => work({}),
    };
    const time = { millis: () => now, measure: () => Promise.resolve() };
    const due = {
      dueBefore: () => Promise.resolve([{ key: 'c1', dueAt: instant(now - 1_000) }]),
      countOpen: () => Promise.resolve({ reconnect: 1, 'open-hold': 0 }),
    };
    const none = { dueBefore: () => Promise.resolve([]) };
    const publisher = { onDeadlines: () => undefined };
    new Deadlines(
      ...([
        database,
        time,
        clockwork,
        heartbeat,
        bus,
        due,
        none,
        publisher,
        expire,
        publisher,
        expire,
      ] as unknown as ConstructorParameters<typeof Deadlines>),
    );

    await jobs.get('deadlines')?.();
    await jobs.get('windows')?.();
    expect(expired).toEqual([]);
    reachesBus = true;
    await jobs.get('deadlines')?.();
    time.millis = () => now + 100;
    await jobs.get('windows')?.();
    expect(expired).toEqual(['c1']);
  });
});
