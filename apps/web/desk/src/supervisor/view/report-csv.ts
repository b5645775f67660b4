import type { Disconnects, Durations, Report, ServiceFigures } from '@rejoin/contracts';
import { csvRecord, csvStart, type CsvField } from '@rejoin/csv';

export const exports = ['days', 'agents', 'periods'] as const;
/** The tables of a report, each a file. Their columns have the same names in every language, for programs. */
export type Export = (typeof exports)[number];

type Columns<Row> = readonly (readonly [name: string, of: (row: Row) => CsvField])[];

/** Writes a table of a report. */
export function csvOf(table: Export, report: Report): string {
  switch (table) {
    case 'days':
      return write(
        [...about(report, report.from, report.until).slice(0, 3), ['day', ({ day }) => day], ...service],
        report.days,
      );
    case 'agents':
      return write([...about(report, report.from, report.until), ...agents], report.agents);
    case 'periods':
      return write(
        [...about(report, report.from, report.until), ...periods],
        (['period', 'previous'] as const).map((name) => ({ name, report, figures: report[name] })),
      );
  }
}

/** A name of a file such as `report-days-2026-11-16-2026-11-22.csv`. */
export function fileNameOf(table: Export, { from, until }: Report): string {
  return `report-${table}-${from}${from === until ? '' : `-${until}`}.csv`;
}

function about(report: Report, from: string, until: string): Columns<unknown> {
  return [
    ['workstream_id', () => report.workstreamId],
    ['workstream', () => report.name],
    ['time_zone', () => report.timeZone],
    ['from', () => from],
    ['until', () => until],
  ];
}

function durations<Row>(name: string, of: (row: Row) => Durations): Columns<Row> {
  return [
    [`${name}_count`, (row) => of(row).count],
    [`${name}_average_seconds`, (row) => of(row).averageSeconds],
    [`${name}_p90_seconds`, (row) => of(row).p90Seconds],
  ];
}

const service: Columns<ServiceFigures> = [
  ['started', ({ started }) => started],
  ['answered', ({ answered }) => answered],
  ['abandoned', ({ abandoned }) => abandoned],
  ['waiting', ({ waiting }) => waiting],
  ['answered_within', ({ answeredWithin }) => answeredWithin],
  ['service_level', ({ serviceLevel }) => serviceLevel],
  ...durations<ServiceFigures>('waiting_time', ({ waitingTime }) => waitingTime),
  ...durations<ServiceFigures>('first_response', ({ firstResponse }) => firstResponse),
  ...durations<ServiceFigures>('handling_time', ({ handlingTime }) => handlingTime),
];

const agents: Columns<Report['agents'][number]> = [
  ['agent_id', ({ agentId }) => agentId],
  ['agent', ({ name }) => name],
  ['conversations', ({ conversations }) => conversations],
  ...durations<Report['agents'][number]>('first_response', ({ firstResponse }) => firstResponse),
  ...durations<Report['agents'][number]>('handling_time', ({ handlingTime }) => handlingTime),
];

interface OfPeriod {
  readonly name: 'period' | 'previous';
  readonly report: Report;
  readonly figures: ServiceFigures;
}

const disconnected =
  (of: (disconnects: Disconnects) => CsvField) =>
  ({ name, report }: OfPeriod) =>
    report.disconnects && of(report.disconnects[name]);

const periods: Columns<OfPeriod> = [
  ['which', ({ name }) => name],
  ['within_seconds', ({ report }) => report.withinSeconds],
  ...service.map(([name, of]): Columns<OfPeriod>[number] => [name, ({ figures }) => of(figures)]),
  ['disconnects', disconnected(({ dropped }) => dropped)],
  ['disconnects_in_queue', disconnected(({ droppedInQueue }) => droppedInQueue)],
  ['reconnected_same_browser', disconnected(({ back }) => back.resume)],
  ['reconnected_link', disconnected(({ back }) => back.link)],
  ['reconnected_prompt', disconnected(({ back }) => back.prompt)],
  ['expired', disconnected(({ expired }) => expired)],
  ['ended_by_customer', disconnected(({ ended }) => ended.customer)],
  ['ended_by_agent', disconnected(({ ended }) => ended.agent)],
  ['ended_by_supervisor', disconnected(({ ended }) => ended.supervisor)],
  ['ended_by_system', disconnected(({ ended }) => ended.system)],
  ['still_disconnected', disconnected(({ open }) => open)],
  ['held_unit_minutes', disconnected(({ held }) => held.unitMinutes)],
];

function write<Row>(columns: Columns<Row>, rows: readonly Row[]): string {
  const header = csvRecord(columns.map(([name]) => name));
  return csvStart + header + rows.map((row) => csvRecord(columns.map(([, of]) => of(row)))).join('');
}
