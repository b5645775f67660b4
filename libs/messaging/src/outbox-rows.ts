import { eventType, subjectOf, type Envelope, type Gap, type ServiceName } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Database, Sql } from '@rejoin/persistence';
import { headers, Match } from 'nats';
import type { Publication, Taken } from './publisher';
import { factRetentionDays, type Known } from './stream';

export interface OutboxRow {
  seq: number;
  id: string;
  org: string;
  family: string;
  aggregate_id: string;
  version: number;
  type: string;
  /** JSON, as text: it goes on as it is. */
  data: string;
  traceparent: string;
  recorded_at: Instant;
  /** The last version of each kind before it. Null: a replica of the release 0.1.0 has appended it. */
  previous: Readonly<Record<string, number>> | null;
  again: boolean;
}

const columnsOf = (table: string, previous = `${table}.previous`) =>
  `${table}.seq, ${table}.id, ${table}.org, ${table}.family, ${table}.aggregate_id, ${table}.version,
   ${table}.type, ${table}.data::text, ${table}.traceparent, ${table}.recorded_at, ${previous} as previous`;

const lookedUp = `coalesce(o.previous, (
  select coalesce(jsonb_object_agg(k.type, k.last), '{}') from (
    select b.type, max(b.version) as last from outbox b
    where b.family = o.family and b.aggregate_id = o.aggregate_id and b.version < o.version group by b.type) k))`;

/** What was never published, in the order of the outbox. */
export function freshRows(sql: Sql, lookFrom: number, limit: number): Promise<OutboxRow[]> {
  return sql.query<OutboxRow>(
    // Looking for the first one alone walks the index, and marks the entries of published rows as dead on the
    // way. Left to itself, Postgres may take a bitmap, which visits all of their rows at every look.
    `with first as materialized (
       select seq from outbox where published_at is null and seq >= $2 order by seq limit 1)
     select ${columnsOf('outbox')}, false as again from outbox
     where published_at is null and seq >= (select seq from first) order by seq limit $1`,
    [limit, lookFrom],
  );
}

/** What was published before, from one row to before another, the oldest first. */
export function pastRows(
  sql: Sql,
  { from, below, limit }: { from: number; below: number; limit: number },
): Promise<OutboxRow[]> {
  return sql.query<OutboxRow>(
    `select ${columnsOf('outbox')}, true as again from outbox
     where seq >= $1 and seq < $2 and published_at is not null order by seq limit $3`,
    [from, below, limit],
  );
}

/** One aggregate's past: its published rows from a row on, with a version lower than one. */
export interface Past {
  readonly family: string;
  readonly id: string;
  readonly from: number;
  readonly version: number;
}

/** The pasts of some aggregates, up to `each` rows of each, in the order of its versions. */
export function pastsOf(
  sql: Sql,
  pasts: readonly Past[],
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
 * Marks what the stream has taken and remembers its last place, and that the history was replayed when it was;
 * unless the stream has meanwhile been given up by another replica. Returns what is known of the stream now;
 * undefined when nothing was marked. A server that crashes may forget the marks of its last half second: the rows are
 * then published once more, as they are when a relay dies before it marks.
 */
export async function markPublished(
  sql: Sql,
  known: Known,
  stored: readonly Taken<OutboxRow>[],
  isReplayed: boolean,
): Promise<Known | undefined> {
  const newest = stored.reduce<Taken<OutboxRow> | undefined>(
    (best, one) => (one.streamSeq > (best?.streamSeq ?? known.lastSeq) ? one : best),
    undefined,
  );
  const next: Known = {
    created: known.created,
    lastSeq: newest?.streamSeq ?? known.lastSeq,
    lastId: newest?.of.id ?? known.lastId,
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
      stored.filter(({ of }) => !of.again).map(({ of }) => of.seq),
      next.created,
      next.lastSeq,
      next.lastId,
      next.replayBelow,
    ],
  );
  return rows.length > 0 ? next : undefined;
}

/** What somebody asks for again: gaps in the histories of a family, and only facts of some kinds when they are named. */
export interface Missing {
  readonly family: string;
  readonly gaps: readonly Gap[];
  readonly kinds?: readonly string[] | undefined;
}

/**
 * Published facts that are asked for again, as far as they are kept. What a row of the release 0.1.0 does not say about
 * the kinds before it is looked up.
 */
export function rowsOfGaps(
  database: Database,
  { family, gaps, kinds }: Missing,
  limit: number,
): Promise<OutboxRow[]> {
  return database.query<OutboxRow>(
    `select ${columnsOf('o', lookedUp)}, true as again
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

/** Where the rows of some facts stand in the outbox. */
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
 * Published rows of a part of the outbox, at most 1,000, but none that the stream has forgotten with time, or forgets
 * within the hour.
 */
export function rowsBetween(database: Database, first: number, last: number): Promise<OutboxRow[]> {
  return database.query<OutboxRow>(
    `select ${columnsOf('outbox')}, true as again from outbox
     where seq between $1 and $2
       and published_at > clock_timestamp() - make_interval(days => $3) + interval '1 hour'
     order by seq limit 1000`,
    [first, last, factRetentionDays],
  );
}

/** Forgets what the stream has forgotten too. */
export async function cleanOutbox(database: Database): Promise<void> {
  const step = 10_000;
  for (let deleted = step; deleted === step;) {
    const rows = await database.query(
      `delete from outbox where seq in (select seq from outbox order by seq limit $1)
         and published_at < now() - make_interval(days => $2) returning 1`,
      [step, factRetentionDays],
    );
    deleted = rows.length;
  }
}

/**
 * A row as it goes onto the bus: a CloudEvent in structured JSON. Its message id is the fact's, unless the stream
 * has to take it although it took it before.
 */
export function publication(service: ServiceName, row: OutboxRow, messageId = row.id): Publication {
  const envelope: Omit<Envelope, 'data'> = {
    specversion: '1.0',
    id: row.id,
    source: `/rejoin/${service}`,
    type: eventType(row.type),
    subject: row.aggregate_id,
    time: row.recorded_at,
    datacontenttype: 'application/json',
    org: row.org,
    family: row.family,
    version: row.version,
    ...(row.previous ? { previous: previousText(row.previous) } : {}),
    traceparent: row.traceparent,
  };
  const header = headers();
  header.set('Content-Type', 'application/cloudevents+json', Match.Exact);
  header.set('traceparent', row.traceparent, Match.Exact);
  header.set('Nats-Msg-Id', messageId, Match.Exact);
  return {
    subject: subjectOf(row.org, row.family, row.type, row.aggregate_id),
    body: `${JSON.stringify(envelope).slice(0, -1)},"data":${row.data}}`,
    headers: header,
  };
}

function previousText(previous: Readonly<Record<string, number>>): string {
  return Object.entries(previous)
    .map(([kind, version]) => `${kind}=${version}`)
    .join(' ');
}
