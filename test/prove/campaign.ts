import { auditAtRest } from './audit-at-rest';
import { auditLive } from '../../apps/cli/src/use-cases/audit-live';
import { createAuditor } from '../../apps/cli/src/store/audit/create-role';
import { unseenBy } from '../../apps/cli/src/store/audit/auditor';
import { Crowd } from './crowd';
import { faults, type Fault } from './faults';
import type { Findings } from './findings';
import { leftOut } from './left-out';
import { Prober } from './prober';
import { Random } from './random';

import type { Records } from './records';
import { Recoveries } from './recoveries';
import { Subscriber } from './subscriber';
import type { System } from './system';

const cyclesPerAudit = 5;

export interface CampaignTerms {
  readonly cycles: number;
  /** No further cycle is begun after this instant of `performance.now()`. */
  readonly until: number;
  readonly seed: number;
  /** A part of the names of the faults to play. */
  readonly faults: string;
  /** The kinds of faults. When left out, all of a system with one nats-server. */
  readonly kinds?: readonly Fault[];
  /** Ends with the first audit that finds something. */
  readonly untilBroken: boolean;
  /** Called before each cycle. */
  readonly isStopped: () => boolean;
  readonly tell: (line: string) => void;
}

export interface Campaign {
  readonly cycles: number;
  /** The number of requested cycles. */
  readonly asked: number;
  readonly faults: number;
  readonly recoveries: Recoveries;
  readonly records: Records;
  readonly factsHeard: number;
}

/** Plays faults while customers and agents talk, and audits after every few of them. */
export async function playCampaign(
  system: System,
  terms: CampaignTerms,
  findings: Findings,
): Promise<Campaign> {
  const random = new Random(terms.seed);
  const kinds = (terms.kinds ?? faults).filter(
    ({ kind, impossible }) => kind.includes(terms.faults) && impossible?.() === undefined,
  );
  if (kinds.length === 0)
    throw new Error(`this machine cannot play ${terms.faults}: ${leftOut().join('; ')}`);
  const subscriber = await Subscriber.connect(system.bus.urlOf('integrator'));
  const crowd = await Crowd.open(system, random.fork(1));
  const prober = await Prober.open(crowd, system.gatewayUrls, random.fork(2));
  const recoveries = new Recoveries();
  crowd.begin();
  let cycle = 0;
  let played = 0;
  let bag: Fault[] = [];
  try {
    while (cycle < terms.cycles && performance.now() < terms.until && !terms.isStopped()) {
      if (bag.length === 0) bag = random.shuffled(kinds);
      const chosen = [bag.pop()!];
      const [second] = random.shuffled(kinds);
      if (second && random.isIt(0.3) && !second.touches.some((part) => chosen[0]?.touches.includes(part)))
        chosen.push(second);
      cycle++;
      const { seconds, done } = await endure(chosen, system, prober, random, findings);
      played += done.length;
      if (chosen.length === 1 && done.length === 1) recoveries.add(chosen[0]!.kind, seconds);
      for (const { kind } of done) crowd.records.count(`faults: ${kind}`);
      const missed = chosen.filter((one) => !done.includes(one)).map(({ kind }) => kind);
      terms.tell(`${cycle}. ${chosen.map(({ kind }) => kind).join(' and ')}: ${seconds.toFixed(1)} s`);
      if (missed.length > 0) terms.tell(`   these faults did not take place: ${missed.join(', ')}`);
      if (cycle % cyclesPerAudit === 0 || cycle === terms.cycles) await look();
      if (terms.untilBroken && findings.broken.length > 0) break;
    }
    if (cycle % cyclesPerAudit !== 0 && cycle !== terms.cycles) await look();
    await auditAsOperatorsDo(system, findings);
    return {
      cycles: cycle,
      asked: terms.cycles,
      faults: played,
      recoveries,
      records: crowd.records,
      factsHeard: subscriber.heard.size,
    };
  } finally {
    prober.close();
    await crowd.close();
    await subscriber.close();
  }

  async function look(): Promise<void> {
    await auditAtRest(system, crowd, subscriber, findings);
    crowd.goOn();
    terms.tell(`audit: ${findings.holding} of ${findings.total} hold`);
    for (const { check, found } of findings.rows()) {
      for (const one of found) terms.tell(`  ${check}: ${one}`);
    }
  }
}

/**
 * Adds two audits that operators use: one with the read-only role while people talk, and one that shows that
 * the auditor finds violations.
 */
async function auditAsOperatorsDo({ databaseUrl }: System, findings: Findings): Promise<void> {
  const url = await createAuditor(databaseUrl, `auditor_${process.pid}`);
  const { findings: found } = await auditLive(url);
  findings.add(
    'the audit of a system in use, by a role that reads only, finds nothing',
    [...found].flatMap(([promise, lines]) => lines.map((line) => `${promise}: ${line}`)),
  );
  findings.add('the auditor sees each promise that is broken by hand', await unseenBy(databaseUrl));
}

/**
 * Plays faults. Returns the longest wait in seconds of the customers who arrived at the fault or soon after
 * it, counted from the moment at which everything was available again, and the faults that took place.
 */
async function endure(
  chosen: readonly Fault[],
  system: System,
  prober: Prober,
  random: Random,
  findings: Findings,
): Promise<{ seconds: number; done: readonly Fault[] }> {
  const watching = prober.watch();
  const ends = await Promise.all(chosen.map((fault) => fault.hurt(system, random)));
  const healed = Math.max(0, ...ends.map((end) => end ?? 0));
  const probes = await watching;
  const lost = probes.filter(({ doneAt }) => doneAt === undefined).length;
  const kinds = chosen.map(({ kind }) => kind).join(' and ');
  findings.add(
    'customers who arrive during a fault are served within a minute',
    lost > 0 ? [`${lost} of ${probes.length} were not, with ${kinds}`] : [],
  );
  const waits = probes.map(({ begunAt, doneAt = Infinity }) => doneAt - Math.max(begunAt, healed));
  return { seconds: Math.max(0, ...waits) / 1000, done: chosen.filter((_, i) => ends[i] !== undefined) };
}
