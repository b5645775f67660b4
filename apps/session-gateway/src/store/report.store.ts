import { reportLimits, supervisorLimits, type Report, type ServiceFigures } from '@rejoin/contracts';
import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Day } from '../domain/day';
import type { Period } from '../domain/period';
import { measuresSql } from './measures';

interface ReportFilter {
  readonly org: string;
  /** Null means all workstreams together. */
  readonly workstreamId: string | null;
  readonly period: Period;
  readonly withinSeconds: number;
}

/** The figures of conversations, without names of agents. */
export interface Counted extends Pick<Report, 'days' | 'period' | 'previous'> {
  readonly agents: readonly Omit<Report['agents'][number], 'name'>[];
}

/**
 * Counts conversations for reports: closed ones from their measures, and the others from their transcripts. The number
 * of the latter is bounded by agents and queues, and by a limit. A statement ends after some seconds.
 */
@Injectable()
export class ReportStore {
  constructor(private readonly database: Database) {}

  /** Returns the service level of the period; null without conversations. */
  serviceLevel(filter: ReportFilter): Promise<number | null> {
    return this.database.transaction(async (tx) => {
      tx.write(`set local statement_timeout = '${reportLimits.seconds.value}s'`);
      return (await countByDay(tx, filter)).period.serviceLevel;
    });
  }

  count(filter: ReportFilter): Promise<Counted> {
    return this.database.transaction(async (tx) => {
      tx.write(`set local statement_timeout = '${reportLimits.seconds.value}s'`);
      const figures = await countByDay(tx, filter);
      return { ...figures, agents: await countByAgent(tx, filter) };
    });
  }
}

async function countByDay(tx: Tx, filter: ReportFilter): Promise<Omit<Counted, 'agents'>> {
  const { days } = filter.period;
  const rows = await tx.query<ServiceFigures & { place: number | null; isPrevious: boolean }>(
    byDaySql(filter),
    [...valuesOf(filter), filter.withinSeconds],
  );
  const figuresOf = (isPrevious: boolean, place: number | null): ServiceFigures => {
    const row = rows.find((one) => one.isPrevious === isPrevious && one.place === place);
    if (!row) return noFigures;
    const { place: _, isPrevious: __, ...figures } = row;
    return figures;
  };
  return {
    days: days.map(({ day }: { day: Day }, index) => ({ day, ...figuresOf(false, index) })),
    period: figuresOf(false, null),
    previous: figuresOf(true, null),
  };
}

function countByAgent(tx: Tx, filter: ReportFilter): Promise<Counted['agents'][number][]> {
  return tx.query(
    `with ${measured(filter)}
     select agent_id as "agentId", count(*) as conversations, ${durations('answered')} as "firstResponse",
       ${durations('seconds')} as "handlingTime"
     from (
       select s.agent_id, s.seconds, case when m.responded_by = s.agent_id then m.responded_seconds end as answered
       from measured m cross join lateral unnest(m.agent_ids, m.agent_seconds) as s (agent_id, seconds)
       where not m.is_previous) as served
     group by agent_id order by conversations desc, agent_id limit ${reportLimits.agents.value}`,
    valuesOf(filter),
  );
}

/** The parameters of {@link measured}. Days are found by the instants at which they begin. */
function valuesOf({ org, workstreamId, period }: ReportFilter): unknown[] {
  const { days, until, previousFrom, previousUntil } = period;
  const ofWorkstream = workstreamId === null ? [] : [workstreamId];
  return [org, previousFrom, previousUntil, days.map(({ from }) => from), until, ...ofWorkstream];
}

/** The conversations of a period and of the one before. `place` is the index of the day. */
function measured({ workstreamId }: ReportFilter): string {
  const isWanted = (of: string, workstream: string) =>
    `${of}.org = $1 and ${of}.started_at >= $2 and ${of}.started_at < $5
       and (${of}.started_at < $3 or ${of}.started_at >= ($4::timestamptz[])[1])
       ${workstreamId === null ? '' : `and ${workstream} = $6`}`;
  const columns =
    'waited_seconds, responded_seconds, responded_by, handled_seconds, agent_ids, agent_seconds';
  const limit = `limit ${supervisorLimits.counted.value}`;
  return `measured as materialized (
    select found.*, width_bucket(started_at, $4::timestamptz[]) - 1 as place,
      started_at < ($4::timestamptz[])[1] as is_previous
    from (
      select started_at, true as is_closed, ${columns} from conversation_measures m
      where ${isWanted('m', 'm.workstream_id')}
      union all
      select c.started_at, c.is_closed, ${columns}
      from (
        (select * from conversations where not is_closed ${limit}) union all
        (select * from conversations where is_closed and not is_in_history order by id desc ${limit})) as c
        cross join lateral ${measuresSql} as m
      where ${isWanted('c', "c.session->>'workstreamId'")}
        -- One with an entry that came after it was closed is measured already.
        and not exists (select from conversation_measures known where known.id = c.id)) as found)`;
}

function byDaySql(filter: ReportFilter): string {
  const level = `$${valuesOf(filter).length + 1}::real`;
  return `with ${measured(filter)}, counted as (
      select place, is_previous, count(*) as started, count(waited_seconds) as answered,
        count(*) filter (where waited_seconds is null and is_closed) as abandoned,
        count(*) filter (where waited_seconds is null and not is_closed) as waiting,
        count(*) filter (where waited_seconds is null and not is_closed
          and started_at < statement_timestamp() - make_interval(secs => ${level})) as late,
        count(*) filter (where waited_seconds <= ${level}) as within,
        ${durations('waited_seconds')} as waiting_time, ${durations('responded_seconds')} as first_response,
        ${durations('handled_seconds')} as handling_time
      from measured group by grouping sets ((is_previous), (is_previous, place)))
    select place, is_previous as "isPrevious", started, answered, abandoned, waiting, within as "answeredWithin",
      (within::float8 / nullif(answered + abandoned + late, 0)) as "serviceLevel", waiting_time as "waitingTime",
      first_response as "firstResponse", handling_time as "handlingTime"
    from counted`;
}

const durations = (seconds: string) => `jsonb_build_object('count', count(${seconds}),
  'averageSeconds', round(avg(${seconds})::numeric, 3),
  'p90Seconds', round((percentile_cont(0.9) within group (order by ${seconds}))::numeric, 3))`;

const none = { count: 0, averageSeconds: null, p90Seconds: null };
const noFigures: ServiceFigures = {
  started: 0,
  answered: 0,
  abandoned: 0,
  waiting: 0,
  answeredWithin: 0,
  serviceLevel: null,
  waitingTime: none,
  firstResponse: none,
  handlingTime: none,
};
