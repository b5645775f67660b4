import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { keptFigures } from './figures-file';
import { Findings } from './findings';
import { clearUp, sweepLeftovers } from './leftovers';
import { readOptions, usage, type ProveOptions } from './options';
import { playPlanted } from './planted-run';
import type { Plant } from './plants/plant';
import { reportOf } from './report';
import { playRows, type RowFigures } from './run-rows';
import type { System } from './system';
import { nextSeed, writeFigures, writePlanted } from './write-figures';

const startedAt = performance.now();
const echoMs = 1_500;
/** Megabytes. A run that fails with less free space may have failed because of it. */
const needed = 50;
/** The default minutes of the cycles of a run. */
const minutesOfCycles = 7;
let stopAskedAt: number | undefined;
let system: System | undefined;

/** `npm run prove`: shows by figures that the promises of docs/guarantees.md hold under faults. */
async function main(): Promise<boolean> {
  const options = optionsOf(process.argv.slice(2));
  if (options === 'help') {
    say(usage);
    return true;
  }
  sweepLeftovers();
  if (options.planted !== undefined) return plantedOnly(options.planted, options);
  return options.full ? full(options) : run(options, options.seed);
}

/** An option that cannot be read is reported in a sentence, because a stack trace would not help. */
function optionsOf(args: string[]): ProveOptions | 'help' {
  try {
    return readOptions(args, keptFigures().caught);
  } catch (error) {
    say(
      `${error instanceof Error ? error.message : String(error)}\nnpm run prove -- --help lists the options.`,
    );
    process.exit(2);
  }
}

/** Each run is complete and adds its figures, so that the next start continues after it. */
async function full(options: ProveOptions): Promise<boolean> {
  let [holds, runs, longest] = [true, 0, 0];
  while (!isStopped() && minutesSince(startedAt) + longest <= (options.minutes ?? Infinity)) {
    const begun = performance.now();
    holds = (await run(options, nextSeed())) && holds;
    longest = Math.max(longest, minutesSince(begun));
    runs++;
  }
  return holds && runs > 0;
}

async function run(options: ProveOptions, seed: number): Promise<boolean> {
  const begun = performance.now();
  const findings = new Findings();
  const figures: RowFigures = {};
  say(`seed ${seed}`);
  const until = begun + (options.minutes ?? minutesOfCycles) * 60_000;
  const onSystem = (started: System | undefined) => (system = started);
  const left = await playRows({ options, seed, until, isStopped, tell, onSystem }, findings, figures);
  for (const line of reportOf(findings, figures)) say(line);
  for (const line of findings.brokenLines()) say(line);
  if (left.length > 0) say(`The run was interrupted. Not finished and not proven: ${left.join(', ')}`);
  if (options.write && left.length === 0)
    writeFigures({ seed, minutes: minutesSince(begun), findings, figures });
  say(`prove: ${findings.holding} of ${findings.total} hold, seed ${seed}`);
  return findings.total > 0 && findings.holding === findings.total && left.length === 0;
}

async function plantedOnly(
  chosen: readonly Plant[],
  { seed, write, minutes = Infinity }: ProveOptions,
): Promise<boolean> {
  const results = await playPlanted(chosen, {
    ...{ seed, tell, isStopped: () => isStopped() || minutesSince(startedAt) > minutes },
    onResult: (result) => {
      if (write) writePlanted([result]);
    },
  });
  say('');
  for (const { plant, failure } of results) {
    const { caughtBy } = plant;
    const by =
      'test' in caughtBy ? `"${caughtBy.test}" (${caughtBy.spec})` : `"${caughtBy.check}" (npm run prove)`;
    say(`${plant.name}: without ${plant.without}: ${failure ?? `caught by ${by}`}`);
  }
  const left = chosen.slice(results.length).map(({ name }) => name);
  if (left.length > 0) say(`Not started and not proven: ${left.join(', ')}`);
  const caught = results.filter(({ failure }) => failure === undefined).length;
  say(`planted: ${caught} of ${chosen.length} caught, seed ${seed}`);
  return caught === chosen.length;
}

function minutesSince(instant: number): number {
  return (performance.now() - instant) / 60_000;
}

function isStopped(): boolean {
  return stopAskedAt !== undefined;
}

/**
 * The first signal ends the run after the current work; a second one ends it now. Ctrl-C reaches npm and this
 * process, and npm forwards it: that repetition does not count as a second signal.
 */
function stop(): void {
  if (stopAskedAt !== undefined) {
    if (performance.now() - stopAskedAt > echoMs) void end(130);
    return;
  }
  stopAskedAt = performance.now();
  say('Stopping after the current step. Send the signal again to stop at once.');
}

async function end(code: number): Promise<never> {
  await Promise.all([system?.stop(false), clearUp()]);
  process.exit(code);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(line: string): void {
  say(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${line}`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('uncaughtException', (error) => void fail(error));
main().then((holds) => process.exit(holds ? 0 : 1), fail);

/** The free megabytes where a run keeps its data. */
function diskRoom(): number {
  const { bavail, bsize } = statfsSync(tmpdir());
  return Math.floor((bavail * bsize) / 1_000_000);
}

/** After Ctrl-C, servers that are still starting fail as well. */
async function fail(error: unknown): Promise<void> {
  if (isStopped()) {
    say('The run was interrupted. Nothing is proven.');
    return end(130);
  }
  say(`The run failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const room = diskRoom();
  if (room < needed) say(`The disk is nearly full: ${tmpdir()} has ${room} MB left.`);
  await end(2);
}
