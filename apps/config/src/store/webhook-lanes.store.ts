import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import { sealedSecrets } from './webhooks.store';

/** The deliveries of one subject to one endpoint, in the hands of one process until its claim ends. */
export interface Lane {
  readonly org: string;
  readonly webhookId: string;
  readonly subject: string;
  readonly claim: string;
}

/** What is to be sent next in a lane. */
export interface Head {
  readonly seq: number;
  readonly eventId: string;
  readonly payload: string;
  /** Attempts so far. */
  readonly attempts: number;
  readonly url: string;
  /** The newest first. */
  readonly sealedSecrets: readonly string[];
  /** The database's clock. */
  readonly now: Instant;
}

const clock = `date_trunc('milliseconds', clock_timestamp())`;
const isLane = `org = $1 and webhook_id = $2 and subject = $3`;
const lane = ({ org, webhookId, subject }: Lane) => [org, webhookId, subject];

/**
 * Claims lanes that are due, of each active endpoint as many as there is room for: `busy` says how many this process
 * has of it. Nobody waits for anybody.
 */
export function claimLanes(
  sql: Sql,
  claim: string,
  seconds: number,
  most: number,
  busy: ReadonlyMap<string, number>,
): Promise<Lane[]> {
  return sql.query<Lane>(
    `with picked as (
       select l.* from webhooks w
         left join unnest($4::text[], $5::int[]) as busy (webhook_id, n) on busy.webhook_id = w.id
         cross join lateral (
           select org, webhook_id, subject from webhook_lanes
           where org = w.org and webhook_id = w.id and not parked and due_at <= clock_timestamp()
           order by due_at limit greatest(0, $3::int - coalesce(busy.n, 0)) for update skip locked) as l
       where w.active)
     update webhook_lanes l set claim = $1, due_at = clock_timestamp() + make_interval(secs => $2)
     from picked p where l.org = p.org and l.webhook_id = p.webhook_id and l.subject = p.subject
     returning l.org, l.webhook_id as "webhookId", l.subject, l.claim`,
    [claim, seconds, most, [...busy.keys()], [...busy.values()]],
  );
}

/** In how many milliseconds the next lane of an active endpoint is due, and whether there is any such endpoint. */
export async function nextDue(sql: Sql): Promise<{ isAnyActive: boolean; nextInMs: number | null }> {
  const [row] = await sql.query<{ isAnyActive: boolean; nextInMs: number | null }>(
    `select exists (select from webhooks where active) as "isAnyActive",
       (extract(epoch from min(l.due_at) - clock_timestamp()) * 1000)::float8 as "nextInMs"
     from webhooks w cross join lateral (
       select due_at from webhook_lanes where org = w.org and webhook_id = w.id and not parked
       order by due_at limit 1) as l
     where w.active`,
  );
  return row ?? { isAnyActive: false, nextInMs: null };
}

/** Whether the lane is still in these hands; if so, nobody else changes it until the transaction ends. */
export async function holdLane(tx: Tx, held: Lane): Promise<boolean> {
  const rows = await tx.query(
    `select from webhook_lanes where ${isLane} and claim = $4 and not parked for update`,
    [...lane(held), held.claim],
  );
  return rows.length > 0;
}

/**
 * The next delivery of a lane that is held, whose claim begins anew. Undefined when there is none to make: then the
 * lane is given back, or deleted when nothing is left in it.
 */
export async function takeHead(tx: Tx, held: Lane, seconds: number): Promise<Head | undefined> {
  const { org, webhookId } = held;
  const [found, secrets] = await Promise.all([
    tx.query<Omit<Head, 'sealedSecrets'> & { active: boolean }>(
      `select seq, event_id as "eventId", payload, attempts, w.url, w.active, ${clock} as now
       from webhook_deliveries d join webhooks w on w.org = d.org and w.id = d.webhook_id
       where d.org = $1 and d.webhook_id = $2 and d.subject = $3 and d.state <> 'delivered'
       order by seq limit 1`,
      lane(held),
    ),
    sealedSecrets(tx, org, webhookId),
  ]);
  const [head] = found;
  if (!head) {
    tx.write(`delete from webhook_lanes where ${isLane}`, lane(held));
    return undefined;
  }
  if (!head.active) {
    releaseLane(tx, held, 0);
    return undefined;
  }
  tx.write(
    `update webhook_lanes set due_at = clock_timestamp() + make_interval(secs => $4) where ${isLane}`,
    [...lane(held), seconds],
  );
  return { ...head, sealedSecrets: secrets };
}

/** Gives a lane back that is held: it is due in so many seconds, for whoever comes first. */
export function releaseLane(tx: Tx, held: Lane, seconds: number): void {
  tx.write(
    `update webhook_lanes set claim = null, due_at = clock_timestamp() + make_interval(secs => $4) where ${isLane}`,
    [...lane(held), seconds],
  );
}

/** Gives a lane back that is held, behind a dead letter. */
export function parkLane(tx: Tx, held: Lane): void {
  tx.write(`update webhook_lanes set claim = null, parked = true where ${isLane}`, lane(held));
}

/** Makes the lanes of an endpoint due that pause after a failure. */
export function hastenLanes(tx: Tx, org: string, webhookId: string): void {
  // Whoever holds a lane may wait for the endpoint, which the caller has locked: held lanes are left alone.
  tx.write(
    `update webhook_lanes set due_at = clock_timestamp() where org = $1 and webhook_id = $2 and subject in (
       select subject from webhook_lanes where org = $1 and webhook_id = $2 and not parked and claim is null
       for update skip locked)`,
    [org, webhookId],
  );
}
