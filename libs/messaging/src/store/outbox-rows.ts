import { factLimits, type Envelope, type Gap } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Database, Sql } from '@rejoin/persistence';
import type { StreamAck } from '../publisher';
import type { StreamState } from './stream-state';

export interface OutboxRow {
  seq: number;
  id: string;
  org: string;
  family: string;
  aggregate_id: string;
  version: number;
  type: string;
  /** The data as JSON text, which is published unchanged. */
  data: string;
  traceparent: string;
  recorded_at: Instant;
  /** The last version of each kind before this row. Null if a replica of the release 0.1.0 has appended the row. */
  previous: Readonly<Record<string, number>> | null;
  again: boolean;
}

const columnsOf = (table: string, previous = `${table}.previous`) =>
  `${table}.seq, ${table}.id, ${table}.org, ${table}.family, ${table}.aggregate_id, ${table}.version,
   ${table}.type, ${table}.data::text, ${table}.traceparent, ${table}.recorded_at, ${previous} as previous`;

const previousFromOutbox = `coalesce(o.previous, (
  select coalesce(jsonb_object_agg(k.type, k.last), '{}') from (
    select b.type, max(b.version) as last from outbox b
    where b.family = o.family and b.aggregate_id = o.aggregate_id and b.version < o.version group by b.type) k))`;

/** Returns rows that were never published, in the order of the outbox. */
export function freshRows(sql: Sql, lookFrom: number, limit: number): Promise<OutboxRow[]> {
  return sql.query<OutboxRow>(
    // The separate query for the first row walks the index and marks entries of published rows as dead. Without it,
    // Postgres may choose a bitmap scan, which visits all published rows in every scan.
    `with first as materialized (
       select seq from outbox where published_at is null and seq >= $2 order by seq limit 1)
     select ${columnsOf('outbox')}, false as again from outbox
     where published_at is null and seq >= (select seq from first) order by seq limit $1`,
    [limit, lookFrom],
  );
}

/** Returns published rows from one row to before another, the oldest first. */
export function publishedRows(
  sql: Sql,
  { from, below, limit }: { from: number; below: number; limit: number },
): Promise<OutboxRow[]> {
  return sql.query<OutboxRow>(
    `select ${columnsOf('outbox')}, true as again from outbox
     where seq >= $1 and seq < $2 and published_at is not null order by seq limit $3`,
    [from, below, limit],
  );
}

/** A part of an aggregate's history: its published rows from a row on, below a version. */
export interface HistoryRange {
  readonly family: string;
  readonly id: string;
  readonly from: number;
  readonly version: number;
}

/** Returns the history of some aggregates, up to `each` rows of each, in the order of their versions. */
export function historyRows(
  sql: Sql,
  pasts: readonly HistoryRange[],
  { below, each }: { below: number; each: number },
): Promise<OutboxRow[]> {
  return sql.query<OutboxRow>(
    `select ${columnsOf('o')}, true as again
     from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
       with ordinality as p (family, id, since, version, place)
     cross join lateral (
       select * from outbox where family = p.family and aggregate_id = p.id and version < p.version
         and seq >= p.since and seq < $5 and published_at is not null
       order by version limit $6) o
     order by p.place, o.version`,
    [
      pasts.map(({ family }) => family),
      pasts.map(({ id }) => id),
      pasts.map(({ from }) => from),
      pasts.map(({ version }) => version),
      below,
      each,
    ],
  );
}

/**
 * Marks the acknowledged rows as published, and stores the last sequence of the stream and whether the replay is complete.
 * Returns the new state of the stream, or undefined if another replica has abandoned the stream, so that nothing was marked.
 * The commit is asynchronous: a server that crashes may lose the marks of its last half second, and the rows are then
 * published again, as after a relay that dies before it marks.
 */
export async function markPublished(
  sql: Sql,
  known: StreamState,
  stored: readonly StreamAck<OutboxRow>[],
  isReplayed: boolean,
): Promise<StreamState | undefined> {
  const newest = stored.reduce<StreamAck<OutboxRow> | undefined>(
    (best, one) => (one.streamSeq > (best?.streamSeq ?? known.lastSeq) ? one : best),
    undefined,
  );
  const next: StreamState = {
    created: known.created,
    lastSeq: newest?.streamSeq ?? known.lastSeq,
    lastId: newest?.item.id ?? known.lastId,
    replayBelow: isReplayed ? 0 : known.replayBelow,
  };
  const rows = await sql.query(
    `with unsynced as materialized (select set_config('synchronous_commit', 'off', true)
     ), stream as (
       update published_stream
       set last_seq = $3, last_id = $4, last_at = clock_timestamp(), replay_below = $5
       from unsynced where created = $2 returning 1
     ), marked as (
       update outbox set published_at = clock_timestamp()
       where seq = any($1) and exists (select from stream)
     ) select from stream`,
    [
      stored.filter(({ item: of }) => !of.again).map(({ item: of }) => of.seq),
      next.created,
      next.lastSeq,
      next.lastId,
      next.replayBelow,
    ],
  );
  return rows.length > 0 ? next : undefined;
}

/** A request for facts to publish again: gaps in the histories of a family, limited to some kinds if they are named. */
export interface MissingFacts {
  readonly family: string;
  readonly gaps: readonly Gap[];
  readonly kinds?: readonly string[] | undefined;
}

/**
 * Returns the published rows of these gaps, as far as the outbox keeps them. The predecessors of rows of the release 0.1.0
 * are read from the outbox.
 */
export function rowsOfGaps(
  database: Database,
  { family, gaps, kinds }: MissingFacts,
  limit: number,
): Promise<OutboxRow[]> {
  return database.query<OutboxRow>(
    `select ${columnsOf('o', previousFromOutbox)}, true as again
     from unnest($2::text[], $3::bigint[], $4::bigint[]) as g (id, first, last)
     cross join lateral (
       select * from outbox where family = $1 and aggregate_id = g.id and version between g.first and g.last offset 0) o
     where o.published_at is not null and (o.type = any($6) or $6 is null) order by o.seq limit $5`,
    [
      family,
      gaps.map(({ aggregateId }) => aggregateId),
      gaps.map(({ fromVersion }) => fromVersion),
      gaps.map(({ toVersion }) => toVersion),
      limit,
      kinds ?? null,
    ],
  );
}

/** Returns the positions of these facts in the outbox. */
export async function rowSeqs(
  database: Database,
  facts: readonly Pick<Envelope, 'family' | 'subject' | 'version'>[],
): Promise<number[]> {
  const rows = await database.query<{ seq: number }>(
    `select o.seq from unnest($1::text[], $2::text[], $3::bigint[]) as f (family, id, version)
     cross join lateral (
       select seq from outbox where family = f.family and aggregate_id = f.id and version = f.version offset 0) o`,
    [
      facts.map(({ family }) => family),
      facts.map(({ subject }) => subject),
      facts.map(({ version }) => version),
    ],
  );
  return rows.map(({ seq }) => seq);
}

/**
 * Returns published rows of a part of the outbox, at most 1,000. Rows that the stream has expired, or expires within the
 * hour, are left out.
 */
export function rowsBetween(database: Database, first: number, last: number): Promise<OutboxRow[]> {
  return database.query<OutboxRow>(
    `select ${columnsOf('outbox')}, true as again from outbox
     where seq between $1 and $2
       and published_at > clock_timestamp() - make_interval(days => $3) + interval '1 hour'
     order by seq limit 1000`,
    [first, last, factLimits.retentionDays.value],
  );
}

/** Deletes the oldest rows that are older than the retention of the stream. Returns whether there may be more of them. */
export async function cleanOutbox(database: Database, limit: number): Promise<boolean> {
  const [row] = await database.query<{ deleted: number }>(
    `with gone as (
       delete from outbox where seq in (select seq from outbox order by seq limit $1)
         and published_at < now() - make_interval(days => $2) returning 1)
     select count(*)::int as deleted from gone`,
    [limit, factLimits.retentionDays.value],
  );
  return row?.deleted === limit;
}
