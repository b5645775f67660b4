import { instant, millis, newId } from '@rejoin/kernel';
import type { FreshDatabase } from '@rejoin/testing';
import { raceForWindows } from '../racer.fixture';
import { auditReconnections } from '../store/auditor';
import { ending, freshTimerDatabase, opening, Replica } from '../timer.fixture';

// bench/races plays many more of them, between processes.
const races = Number(process.env.REJOIN_RACES ?? 2_000);
/** The number of windows in a round, and the time between their deadlines. */
const atATime = 500;
const apartMs = 2;

let fresh: FreshDatabase;
let referee: Replica;
let racers: Replica[];

beforeAll(async () => {
  fresh = await freshTimerDatabase();
  [referee, ...racers] = (await Promise.all([1, 2, 3, 4].map(() => Replica.open(fresh.url)))) as [Replica];
});

afterAll(async () => {
  await Promise.all([referee, ...racers].map((replica) => replica.close()));
  await fresh.drop();
});

describe('return, expiry, end and extension in the same milliseconds, through three replicas', () => {
  it(`have exactly one winner, ${races} times`, async () => {
    const winners: string[] = [];
    for (let from = 0; from < races; from += atATime) {
      winners.push(...(await race(Math.min(atATime, races - from))));
    }
    expect(await auditReconnections(fresh.database)).toEqual([]);
    const outcomes = await fresh.database.query<{ outcome: string; n: number }>(
      `select outcome, count(*) as n from windows group by 1 order by 1`,
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['ended', 'expired', 'reconnected']);
    expect(outcomes.reduce((sum, { n }) => sum + n, 0)).toBe(races);
    const back = await fresh.database.query<{ winner: string }>(
      `select conversation_id || ' ' || claim as winner from windows where outcome = 'reconnected'`,
    );
    expect(winners.sort()).toEqual(back.map(({ winner }) => winner).sort());
  });
});

/** Opens windows with deadlines close to each other, and returns those whose return was accepted. */
async function race(count: number): Promise<string[]> {
  const leadMs = await openingTakes(count);
  const start = millis(await referee.in(leadMs / 1000));
  const prizes = Array.from({ length: count }, (_, i) => ({
    id: newId(),
    deadlineAt: instant(start + i * apartMs),
  }));
  await referee.askAll(prizes.map(({ id, deadlineAt }) => opening(id, deadlineAt)));
  const winners = await Promise.all(
    racers.map(async (racer, i) => {
      const name = `racer-${i}`;
      const won = await raceForWindows(racer, name, prizes, 3 * leadMs);
      return won.map((id) => `${id} ${name}`);
    }),
  );
  // A window is undecided when all commands came too early or its deadline was moved.
  await referee.askAll(prizes.map(({ id }) => ending(id)));
  return winners.flat();
}

/** Estimates generously how long this machine now takes to open `count` windows. */
async function openingTakes(count: number): Promise<number> {
  const begun = performance.now();
  await referee.askAll(Array.from({ length: count }, () => ending(newId())));
  return 3 * (performance.now() - begun) + 200;
}
