/**
 * Plays returns, expiries, ends and extensions of the same window in the same milliseconds, from several
 * processes, on real Postgres: `npm run bench:races [races] [processes]` (100,000 and 4 by default). With
 * DATABASE_URL (a role that may create databases) it uses that server instead of starting one. It exits with
 * 1 when a window does not have exactly one winner, or when a reply does not match the stored result.
 */
import { instant, millis, newId } from '@rejoin/kernel';
import { freePort, perService, provision, startPostgres } from '@rejoin/servers';
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditReconnections } from '../../apps/reconnection-timer/src/store/auditor';
import { ending, opening, Replica } from '../../apps/reconnection-timer/src/timer.fixture';
import type { FromRacer, ToRacer } from './racer';

const races = Number(process.argv[2] ?? 100_000);
const processes = Number(process.argv[3] ?? 4);
const atATime = 1_000;
const apartMs = 1;

async function main(): Promise<boolean> {
  const server = await postgres();
  const racers = Array.from({ length: processes }, () => fork(join(__dirname, 'racer.js')));
  try {
    const name = `races_${Date.now()}`;
    const { 'reconnection-timer': url } = await provision(
      server.url,
      perService(() => 'races'),
      name,
    );
    const referee = await Replica.open(url);
    await referee.database.migrations.run();
    await Promise.all(racers.map((racer, i) => tell(racer, { url, name: `racer-${i}` })));
    const right = await play(referee, racers);
    await referee.close();
    return right;
  } finally {
    for (const racer of racers) if (racer.connected) racer.disconnect();
    await server.stop();
  }
}

async function play(referee: Replica, racers: readonly ChildProcess[]): Promise<boolean> {
  const begun = performance.now();
  const told: string[] = [];
  let leadMs = 2_000;
  let earlyMs = 300;
  for (let from = 0; from < races; from += atATime) {
    const opened = performance.now();
    const count = Math.min(atATime, races - from);
    const start = millis(await referee.in(leadMs / 1000));
    const prizes = Array.from({ length: count }, (_, i) => ({
      id: newId(),
      deadlineAt: instant(start + i * apartMs),
    }));
    await referee.askAll(prizes.map(({ id, deadlineAt }) => opening(id, deadlineAt)));
    leadMs = 300 + 3 * (performance.now() - opened);
    const won = await Promise.all(racers.map((racer) => tell(racer, { prizes, earlyMs })));
    won.forEach((report, i) => told.push(...report.won.map((id) => `${id} racer-${i}`)));
    await referee.askAll(prizes.map(({ id }) => ending(id)));
    // A race that the same side always wins tests nothing. The slower the machine, the earlier all racers
    // must begin.
    const share = won.reduce((sum, report) => sum + report.won.length, 0) / count;
    if (share < 0.3) earlyMs = Math.min(earlyMs * 1.5, 5_000);
    if (share > 0.7) earlyMs = Math.max(earlyMs / 1.5, 20);
  }
  const seconds = (performance.now() - begun) / 1000;
  const outcomes = await referee.database.query<{ outcome: string; n: number }>(
    `select coalesce(outcome, 'undecided') as outcome, count(*) as n from windows group by 1 order by 1`,
  );
  const findings = [...(await auditReconnections(referee.database)), ...(await lies(referee, told))];
  const total = outcomes.reduce((sum, { n }) => sum + n, 0);
  if (total !== races) findings.push(`${total} windows instead of ${races}`);
  console.log(outcomes.map(({ outcome, n }) => `${n} ${outcome}`).join(', '));
  for (const finding of findings.slice(0, 20)) console.log(`  ${finding}`);
  console.log(
    `races: ${races} windows between ${processes} processes in ${seconds.toFixed(0)} s: ` +
      (findings.length === 0 ? 'exactly one winner each' : `${findings.length} things are not right`),
  );
  return findings.length === 0;
}

/** The differences between the replies "returned" and the stored returns, in both directions. */
async function lies(referee: Replica, told: readonly string[]): Promise<string[]> {
  const rows = await referee.database.query<{ winner: string }>(
    `select conversation_id || ' ' || claim as winner from windows where outcome = 'reconnected'`,
  );
  const back = new Set(rows.map(({ winner }) => winner));
  const heard = new Set(told);
  return [
    ...told.filter((winner) => !back.has(winner)).map((winner) => `${winner}: told to be back, and is not`),
    ...[...back].filter((winner) => !heard.has(winner)).map((winner) => `${winner}: back, and was not told`),
  ];
}

function tell(racer: ChildProcess, message: ToRacer): Promise<FromRacer> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('a racer is gone'));
    racer.once('exit', gone);
    racer.once('message', (report: FromRacer) => {
      racer.off('exit', gone);
      resolve(report);
    });
    racer.send(message);
  });
}

async function postgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env.DATABASE_URL;
  if (url !== undefined) return { url, stop: () => Promise.resolve() };
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-races-'));
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: await freePort(),
    password: 'races',
    durable: true,
    logFile: join(folder, 'postgres.log'),
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

main().then(
  (right) => process.exit(right ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
