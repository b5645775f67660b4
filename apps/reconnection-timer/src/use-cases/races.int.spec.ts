import { instant, millis, newId } from '@rejoin/kernel';
import type { FreshDatabase } from '@rejoin/testing';
import { auditReconnections } from '../store/auditor';
import { asking, ending, extending, freshTimerDatabase, opening, Replica } from '../timer.fixture';

const races = Number(process.env.REJOIN_RACES ?? 2_000);
/** Windows that are raced for at a time, and the time from one's deadline to the next one's. */
const atATime = 500;
const apartMs = 2;
/** The last grab for a window comes this long after its deadline. */
const latestMs = 10;

let fresh: FreshDatabase;
let replicas: Replica[];

beforeAll(async () => {
  fresh = await freshTimerDatabase();
  replicas = await Promise.all([1, 2, 3, 4].map(() => Replica.open(fresh.url)));
});

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  await fresh.drop();
});

describe('return, expiry, end and extension in the same milliseconds, through four replicas', () => {
  it(`have exactly one winner, ${races} times`, async () => {
    const won = new Map<string, number>();
    const ids = Array.from({ length: races }, () => newId());
    for (let from = 0; from < races; from += atATime) {
      await race(ids.slice(from, from + atATime), won);
    }
    expect(await auditReconnections(fresh.database)).toEqual([]);
    const outcomes = await fresh.database.query<{ outcome: string; n: number }>(
      `select outcome, count(*) as n from windows group by 1`,
    );
    expect(outcomes.reduce((sum, { n }) => sum + n, 0)).toBe(races);
    const counted = Object.fromEntries(outcomes.map(({ outcome, n }) => [outcome, n]));
    // Twins: each of the three does win at times, and whoever was told so is who won.
    expect(Object.keys(counted).sort()).toEqual(['ended', 'expired', 'reconnected']);
    expect(won.size).toBe(counted['reconnected']);
    expect([...won.values()].every((winners) => winners === 1)).toBe(true);
  });
});

/** Opens windows whose deadlines follow each other closely, and lets everybody grab at each. */
async function race(ids: readonly string[], won: Map<string, number>): Promise<void> {
  const [first] = replicas;
  if (!first) throw new Error('no replica');
  const leadMs = await openingTakes(first, ids.length);
  const start = millis(await first.in(leadMs / 1000));
  const started = performance.now() + leadMs;
  const deadlines = ids.map((_, i) => instant(start + i * apartMs));
  await first.askAll(ids.map((id, i) => opening(id, deadlines[i] ?? '')));

  await Promise.all(
    ids.flatMap((id, i) => {
      const deadlineAt = deadlines[i] ?? '';
      const grab = async (by: (replica: Replica) => Promise<unknown>): Promise<void> => {
        // Most grab just before the deadline; some so early that they win on a machine under load too.
        const at = started + i * apartMs + latestMs - Math.random() ** 4 * 3 * leadMs;
        // eslint-disable-next-line no-restricted-syntax -- grabs are scheduled; nothing is waited for
        await new Promise((resolve) => setTimeout(resolve, at - performance.now()));
        await by(replicas[Math.floor(Math.random() * replicas.length)] ?? first);
      };
      const grabAs = (claim: string) =>
        grab(async (replica) => {
          const answer = await replica.submit(asking(id, deadlineAt, claim));
          if (answer && 'nextEpoch' in answer) won.set(id, (won.get(id) ?? 0) + 1);
        });
      return [
        grabAs('ann'),
        grabAs('bob'),
        grab((replica) => replica.submitExpiry(id)),
        ...(i % 3 === 0 ? [grab((replica) => replica.submit(ending(id)))] : []),
        ...(i % 5 === 0 ? [grab((replica) => replica.submit(extending(id)))] : []),
      ];
    }),
  );
  // Where all came too early or the deadline was moved, nobody has won yet.
  await first.askAll(ids.map((id) => ending(id)));
}

/** How long it takes to open so many windows on this machine now, generously. */
async function openingTakes(replica: Replica, count: number): Promise<number> {
  const begun = performance.now();
  await replica.askAll(Array.from({ length: count }, () => ending(newId())));
  return 3 * (performance.now() - begun) + 200;
}
