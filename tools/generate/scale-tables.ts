import {
  costName,
  deeds,
  estimate,
  million,
  parts,
  writeName,
  writeNames,
  writes,
  type Costs,
  type Need,
} from '../scale/capacity-model';
import { table } from './table';

/** docs/scale-figures.json: the medians of the scene `replicas` by contender and figure. */
export interface ScaleFigures {
  readonly measured: {
    readonly on: string;
    readonly commit: string;
    readonly rounds: number;
    readonly cores: number;
    readonly node: string;
    readonly nats: string;
  };
  readonly contenders: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The numbers of replicas, by the names of the contenders. */
const replicas = { 1: 'one of each', 2: 'two of each', 4: 'four of each' };
/** The model counts with the costs of the most replicas that were measured, which are the greatest. */
const modelled = replicas[4];
const rateNames = ['started and assigned/s', 'messages/s', 'windows/s', 'back/s'];

/** Replaces the tables of docs/scale.md, each between two comments, by those of the figures and of the model. */
export function withScaleTables(page: string, figures: ScaleFigures): string {
  const tables = {
    measured: measuredTable(figures),
    costs: costsTable(figures),
    model: modelTable(figures),
  };
  return Object.entries(tables).reduce((text, [name, content]) => {
    const [begin, end] = [`<!-- table: ${name} -->`, `<!-- end of table -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`docs/scale.md has no ${begin}`);
    return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
  }, page);
}

/** What the machine did a second, and the CPU of a deed, by the number of replicas. */
function measuredTable({ measured, contenders }: ScaleFigures): string {
  const counts = Object.entries(replicas);
  const of = (contender: string, figure: string) => contenders[contender]?.[figure] ?? NaN;
  const all = (contender: string, deed: (typeof deeds)[number]) =>
    parts.reduce((sum, part) => sum + of(contender, costName(deed, part)), 0) / 1_000;
  const rows = [
    ...rateNames.map((name) => [name, ...counts.map(([, contender]) => number(of(contender, name)))]),
    ...deeds.map((deed) => [
      `CPU ms a ${deed}`,
      ...counts.map(([, contender]) => number(all(contender, deed))),
    ]),
  ];
  return [
    table(['replicas of each service', ...counts.map(([count]) => count)], rows),
    `Measured ${measured.on} at ${measured.commit}: ${measured.cores} cores shared with other work and with the load, ` +
      `Node ${measured.node}, nats-server ${measured.nats}, ${measured.rounds} rounds (medians).`,
  ].join('\n\n');
}

/** What one deed costs each part. */
function costsTable(figures: ScaleFigures): string {
  const costs = costsOf(figures);
  const rows = [
    ...parts.map((part) => [`${part}, CPU ms`, ...deeds.map((deed) => number(costs[deed][part] / 1_000))]),
    ...writeNames.map((write) => [writes[write], ...deeds.map((deed) => number(costs[deed][write]))]),
  ];
  return table(['', ...deeds.map((deed) => `a ${deed}`)], rows);
}

function modelTable(figures: ScaleFigures): string {
  const { cores, written, gigabytesOfConnections, processes, partitions, natsServers } = estimate(
    costsOf(figures),
    million,
  );
  const row = (name: string, { calm, drop }: Need, unit = '', needs = '') => [
    name,
    `${number(calm)}${unit}`,
    `${number(drop)}${unit}`,
    needs,
  ];
  const [mega, megaUnit] = [(need: Need) => ({ calm: need.calm / 1e6, drop: need.drop / 1e6 }), ' MB/s'];
  return table(
    ['', 'calm', 'in the minute of the drop', 'needs'],
    [
      row(
        'gateways',
        cores.gateways,
        ' cores',
        `${processes.gateways} processes, ${number(gigabytesOfConnections)} GB for connections`,
      ),
      row('timers', cores.timers, ' cores', `${processes.timers} processes`),
      row('routing', cores.routings, ' cores', `${processes.routings} processes`),
      row(
        'Postgres',
        cores.postgres,
        ' cores',
        `${partitions} primaries of ${million.postgresCores} cores, each with a standby`,
      ),
      row('Postgres, commits', written.commits, '/s'),
      row('Postgres, WAL', mega(written.walBytes), megaUnit),
      row(
        `NATS, with ${million.streamReplicas} copies`,
        cores.nats,
        ' cores',
        `${natsServers} servers in clusters of ${million.streamReplicas}`,
      ),
      row('NATS, messages in and out', written.natsMessages, '/s'),
      row('NATS, bytes in and out', mega(written.natsBytes), megaUnit),
    ],
  );
}

function costsOf({ contenders }: ScaleFigures): Costs {
  const medians = contenders[modelled] ?? {};
  return Object.fromEntries(
    deeds.map((deed) => [
      deed,
      Object.fromEntries([
        ...parts.map((part) => [part, medians[costName(deed, part)]]),
        ...writeNames.map((write) => [write, medians[writeName(deed, write)]]),
      ]),
    ]),
  ) as Costs;
}

/** Three significant digits. */
function number(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
