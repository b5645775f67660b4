import { eventType, subjectOf, type Envelope, type ServiceName } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Database } from '@rejoin/persistence';
import { headers, Match } from 'nats';
import type { Publication } from './publish-all';
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
  again: boolean;
}

const columns = `seq, id, org, family, aggregate_id, version, type, data::text, traceparent, recorded_at`;

/**
 * What is to be published: first what never was, in order; then, when the stream was made anew, what was
 * published before, the newest first, so that what is recent does not wait for a week of history.
 */
export async function outboxRows(
  database: Database,
  { lookFrom, replayBelow, limit }: { lookFrom: number; replayBelow: number; limit: number },
): Promise<OutboxRow[]> {
  const fresh = await database.query<OutboxRow>(
    // Looking for the first one alone walks the index, and marks the entries of published rows as dead on the
    // way. Left to itself, Postgres may take a bitmap, which visits all of their rows at every look.
    `with first as materialized (
       select seq from outbox where published_at is null and seq >= $2 order by seq limit 1)
     select ${columns}, false as again from outbox
     where published_at is null and seq >= (select seq from first) order by seq limit $1`,
    [limit, lookFrom],
  );
  if (replayBelow === 0 || fresh.length === limit) return fresh;
  const again = await database.query<OutboxRow>(
    `select ${columns}, true as again from outbox
     where seq < $1 and published_at is not null order by seq desc limit $2`,
    [replayBelow, limit - fresh.length],
  );
  return [...fresh, ...again.reverse()];
}

export interface Stored {
  row: OutboxRow;
  streamSeq: number;
}

/**
 * Marks what the stream has taken, and remembers its last place and how far the history was replayed; unless the
 * stream has meanwhile been given up by another replica. Returns what is known of the stream now; undefined when nothing was marked.
 */
export async function markPublished(
  database: Database,
  known: Known,
  stored: readonly Stored[],
  replayed: 'some' | 'all' | 'unclear',
): Promise<Known | undefined> {
  const [fresh, again] = [stored.filter(({ row }) => !row.again), stored.filter(({ row }) => row.again)];
  const newest = stored.reduce<Stored | undefined>(
    (best, one) => (one.streamSeq > (best?.streamSeq ?? known.lastSeq) ? one : best),
    undefined,
  );
  const lowest = Math.min(known.replayBelow, ...again.map(({ row }) => row.seq));
  const next: Known = {
    created: known.created,
    lastSeq: newest?.streamSeq ?? known.lastSeq,
    lastId: newest?.row.id ?? known.lastId,
    replayBelow: replayed === 'all' ? 0 : replayed === 'unclear' ? known.replayBelow : lowest,
  };
  const rows = await database.query(
    `with stream as (
       update published_stream
       set last_seq = $3, last_id = $4, last_at = clock_timestamp(), replay_below = $5
       where created = $2 returning 1
     ), marked as (
       update outbox o set published_at = clock_timestamp()
       from unnest($1::bigint[]) as f (seq), stream where o.seq = f.seq
     ) select from stream`,
    [fresh.map(({ row }) => row.seq), next.created, next.lastSeq, next.lastId, next.replayBelow],
  );
  return rows.length > 0 ? next : undefined;
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

/** A row as it goes onto the bus: a CloudEvent in structured JSON. */
export function publication(service: ServiceName, row: OutboxRow): Publication {
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
    traceparent: row.traceparent,
  };
  const header = headers();
  header.set('Content-Type', 'application/cloudevents+json', Match.Exact);
  header.set('traceparent', row.traceparent, Match.Exact);
  header.set('Nats-Msg-Id', row.id, Match.Exact);
  return {
    subject: subjectOf(row.org, row.family, row.type, row.aggregate_id),
    body: `${JSON.stringify(envelope).slice(0, -1)},"data":${row.data}}`,
    headers: header,
  };
}
