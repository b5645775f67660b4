import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import { sealedSecrets } from './webhooks.store';

/** The deliveries of one subject to one endpoint, held by one process until its claim ends. */
export interface Lane {
  readonly org: string;
  readonly webhookId: string;
  readonly subject: string;
  readonly claim: string;
}

/** The next delivery of a lane. */
export interface Head {
  readonly seq: number;
  readonly eventId: string;
  readonly payload: string;
  /** The number of attempts so far. */
  readonly attempts: number;
  readonly url: string;
  /** The newest first. */
  readonly sealedSecrets: readonly string[];
  /** The time of the database's clock. */
  readonly now: Instant;
}

const clock = `date_trunc('milliseconds', clock_timestamp())`;
const isLane = `org = $1 and webhook_id = $2 and subject = $3`;
const lane = ({ org, webhookId, subject }: Lane) => [org, webhookId, subject];

/**
 * Claims lanes that are due, for each active endpoint up to its limit. `busy` is the number of lanes of each endpoint
 * that this process already has. The statement waits for no lock.
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

/**
 * The time in milliseconds until the next lane of an active endpoint is due, and whether there is an active endpoint.
 */
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

/** Whether this process still has the lane. If so, no other process changes it until the transaction ends. */
export async function holdLane(tx: Tx, held: Lane): Promise<boolean> {
  const rows = await tx.query(
    `select from webhook_lanes where ${isLane} and claim = $4 and not parked for update`,
    [...lane(held), held.claim],
  );
  return rows.length > 0;
}

/**
 * Takes the next delivery of a held lane and renews the claim. Returns undefined when no delivery is to be sent: then
 * the lane is released, or deleted when it is empty.
 */
export async function takeHead(tx: Tx, held: Lane, seconds: number): Promise<Head | undefined> {
  const { org, webhookId } = held;
  const [rows, secrets] = await Promise.all([
    tx.query<Omit<Head, 'sealedSecrets'> & { active: boolean }>(
      `select seq, event_id as "eventId", payload, attempts, w.url, w.active, ${clock} as now
       from webhook_deliveries d join webhooks w on w.org = d.org and w.id = d.webhook_id
       where d.org = $1 and d.webhook_id = $2 and d.subject = $3 and d.state <> 'delivered'
       order by seq limit 1`,
      lane(held),
    ),
    sealedSecrets(tx, org, webhookId),
  ]);
  const [head] = rows;
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

/** Releases a held lane. It is due after this many seconds, for any process. */
export function releaseLane(tx: Tx, held: Lane, seconds: number): void {
  tx.write(
    `update webhook_lanes set claim = null, due_at = clock_timestamp() + make_interval(secs => $4) where ${isLane}`,
    [...lane(held), seconds],
  );
}

/** Releases a held lane and parks it behind a dead letter. */
export function parkLane(tx: Tx, held: Lane): void {
  tx.write(`update webhook_lanes set claim = null, parked = true where ${isLane}`, lane(held));
}

/** Makes the lanes of an endpoint due that pause after a failure. */
export function hastenLanes(tx: Tx, org: string, webhookId: string): void {
  // Held lanes are skipped, because their holder may wait for the endpoint's row, which the caller has locked.
  tx.write(
    `update webhook_lanes set due_at = clock_timestamp() where org = $1 and webhook_id = $2 and subject in (
       select subject from webhook_lanes where org = $1 and webhook_id = $2 and not parked and claim is null
       for update skip locked)`,
    [org, webhookId],
  );
}
