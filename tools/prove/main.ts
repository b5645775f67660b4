import { lastingFindings } from './auditor';
import { playCampaign, type Campaign } from './campaign';
import { Findings } from './findings';
import { readOptions, usage, type ProveOptions } from './options';
import { playPlanted } from './planted-run';
import { playRaces } from './races';
import { reportOf } from './report';
import type { System } from './system';
import { writeFigures } from './write-figures';

const startedAt = performance.now();
const echoMs = 1_500;
let stopAskedAt: number | undefined;
let system: System | undefined;

/** `npm run prove`: shows by figures that the promises of docs/guarantees.md hold under faults. */
async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    say(usage);
    return true;
  }
  if (options.database !== undefined) return auditOnly(options.database);
  if (options.planted !== undefined) return plantedOnly(options.planted, options.seed);
  return rowsOf(options);
}

async function rowsOf(options: ProveOptions): Promise<boolean> {
  const findings = new Findings();
  const { seed, cycles, minutes, rows, write } = options;
  say(`seed ${seed}`);
  const until = startedAt + minutes * 60_000;
  let races: string | undefined;
  let campaign: Campaign | undefined;
  if (rows.includes('races') && !isStopped()) races = await playRaces(options.races, findings, tell);
  if (rows.includes('chaos') && !isStopped()) {
    try {
      const { faults, untilBroken } = options;
      const terms = { cycles, until, seed, faults, untilBroken, isStopped, tell };
      campaign = await playCampaign(terms, findings, (started) => (system = started));
    } finally {
      const isBroken = findings.total > findings.holding;
      await system?.stop(isBroken);
      if (isBroken && system) say(`the logs of the services are kept in ${system.folder}`);
    }
  }
  for (const line of reportOf(findings, campaign, races)) say(line);
  if (isStopped()) say('interrupted: what was not reached is not proven');
  if (write && campaign && !isStopped()) {
    const ranMinutes = (performance.now() - startedAt) / 60_000;
    writeFigures({ seed, minutes: ranMinutes, findings, campaign, races });
  }
  say(`prove: ${findings.holding} of ${findings.total} hold, seed ${seed}`);
  return findings.total > 0 && findings.holding === findings.total && !isStopped();
}

async function auditOnly(databaseUrl: string): Promise<boolean> {
  const findings = new Findings();
  for (const [promise, found] of await lastingFindings(databaseUrl)) findings.add(promise, found);
  for (const line of reportOf(findings, undefined, undefined)) say(line);
  say('not checked without the clients: acknowledgements, what pages and desks show, facts at a subscriber');
  say(`prove: ${findings.holding} of ${findings.total} hold`);
  return findings.holding === findings.total;
}

async function plantedOnly(name: string, seed: number): Promise<boolean> {
  const results = await playPlanted(name, seed);
  say('');
  for (const { plant, failure } of results) {
    say(`${plant.name}: without ${plant.without}: ${failure ?? `noticed by "${plant.noticedBy}"`}`);
  }
  const noticed = results.filter(({ failure }) => failure === undefined).length;
  say(`planted: ${noticed} of ${results.length} noticed, seed ${seed}`);
  return noticed === results.length;
}

function isStopped(): boolean {
  return stopAskedAt !== undefined;
}

/**
 * The first signal ends the campaign after its cycle; a second one ends it now. A Ctrl-C reaches npm and this process,
 * and npm passes it on: that echo is no second one.
 */
function stop(): void {
  if (stopAskedAt !== undefined) {
    if (performance.now() - stopAskedAt > echoMs) void end(130);
    return;
  }
  stopAskedAt = performance.now();
  say('stopping after this cycle; once more stops at once ...');
}

async function end(code: number): Promise<never> {
  await system?.stop(false);
  process.exit(code);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(line: string): void {
  say(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${line}`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
main().then(
  (holds) => process.exit(holds ? 0 : 1),
  async (error: unknown) => {
    say(`prove did not finish: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    await end(2);
  },
);
