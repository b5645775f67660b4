import type { Campaign } from './campaign';
import type { Findings } from './findings';
import { leftOut } from './left-out';
import { coverageOf } from './model';
import { secondsText, type Recovery } from './recoveries';
import type { RowFigures } from './run-rows';

/** The table of a run, one line each. */
export function reportOf(findings: Findings, figures: RowFigures): string[] {
  const { plants = [], model = [], races, apiRaces, security, campaign, clusters } = figures;
  return [
    '',
    ...findings
      .rows()
      .flatMap(({ check, times, found }) => [
        `${found.length === 0 ? 'holds ' : 'BROKEN'}  ${check} (checked ${times} times)`,
        ...found.map((one) => `          ${one}`),
      ]),
    '',
    ...plants.map(({ plant, seconds }) => `plant ${plant.name}: ${seconds.toFixed(1)} s`),
    ...coverageOf(model),
    ...(races === undefined ? [] : [`races: ${races}`]),
    ...(apiRaces === undefined
      ? []
      : [`races at the gateways: ${[...apiRaces].map(([how, n]) => `${n} ${how}`).join(', ')}`]),
    ...(security === undefined
      ? []
      : [
          `security: ${Object.entries(security)
            .map(([what, n]) => `${n} ${what}`)
            .join(', ')}`,
        ]),
    ...(campaign ? figuresOf(campaign) : []),
    ...[...(clusters ?? [])].flatMap(([replicas, played]) => [
      `on a NATS cluster, with ${replicas} replicas of each service:`,
      ...figuresOf(played),
    ]),
    `not tried: ${leftOut().join('; ')}`,
  ];
}

function figuresOf({ cycles, asked, faults, records, recoveries, factsHeard }: Campaign): string[] {
  return [
    `${faults} faults in ${cycles} of ${asked} cycles; facts at the subscriber: ${factsHeard}`,
    ...(cycles < asked ? [`${asked - cycles} cycles were not started, because the time was over`] : []),
    ...[...records.figures].sort().map(([what, n]) => `${what}: ${n}`),
    '',
    `${'seconds until every customer is served, after'.padEnd(50)} times   p50   p95  longest`,
    ...recoveries.rows().map(recoveryLine),
    recoveryLine(oneKilled(recoveries)),
  ];
}

/** The recovery after one process of one service was killed, while others of its kind run. */
export function oneKilled(recoveries: Campaign['recoveries']): Recovery {
  return recoveries.of('any one service killed', (kind) =>
    /^(config|routing|reconnection-timer|session-gateway) killed$/.test(kind),
  );
}

function recoveryLine({ kind, times, p50, p95, longest }: Recovery): string {
  const seconds = [p50, p95, longest].map((one) => secondsText(one).padStart(6)).join('');
  return `${kind.padEnd(50)} ${String(times).padStart(5)}${seconds}`;
}
