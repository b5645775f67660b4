import type { DeliveryState } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { Conditions, type Sql, type Tx } from '@rejoin/persistence';
import type { Attempt } from '../domain/webhook-attempt';

/** A fact in the form in which webhooks get it. */
interface WebhookFact {
  readonly id: string;
  readonly org: string;
  readonly subject: string;
  readonly kind: string;
  readonly time: Instant;
  readonly payload: string;
}

/** Queues a fact for every active endpoint that selects it. For an endpoint that already has it, nothing changes. */
export async function queueFact(
  tx: Tx,
  { id, org, subject, kind, time, payload }: WebhookFact,
): Promise<void> {
  // The lanes are written first. A process that settles the last delivery of a lane holds its row: it sees the new
  // delivery, or deletes the lane, which is then inserted again.
  await tx.query(
    `with lanes as (
       insert into webhook_lanes (org, webhook_id, subject, due_at)
       select org, id, $2::text, clock_timestamp() from webhooks
       where org = $1 and active and active_since <= $5::timestamptz
         and (event_types = '{}' or $3::text = any(event_types))
       order by id
       on conflict (org, webhook_id, subject) do update set subject = excluded.subject
       returning org, webhook_id)
     insert into webhook_deliveries (org, webhook_id, event_id, subject, type, recorded_at, payload)
     select org, webhook_id, $4, $2, $3, $5, $6 from lanes
     on conflict (org, webhook_id, event_id) do nothing`,
    [org, subject, kind, id, time, payload],
  );
}

/** A delivery in the log. */
export interface LoggedDelivery {
  readonly seq: number;
  readonly eventId: string;
  readonly subject: string;
  readonly type: string;
  readonly recordedAt: Instant;
  readonly state: DeliveryState;
  readonly isBehindDeadLetter: boolean;
  readonly attempts: number;
  readonly lastAt: Instant | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly lastMs: number | null;
}

/** The newest first. */
export function listDeliveries(
  sql: Sql,
  org: string,
  webhookId: string,
  page: { readonly state: DeliveryState | null; readonly beforeSeq: number | null; readonly limit: number },
): Promise<LoggedDelivery[]> {
  // The state is part of the text, so that the index of dead letters can be used.
  const conditions = new Conditions()
    .add(org, (value) => `d.org = ${value}`)
    .add(webhookId, (value) => `d.webhook_id = ${value}`)
    .add(page.beforeSeq, (value) => `d.seq < ${value}`);
  const ofState = page.state === null ? '' : `and d.state = '${page.state}'`;
  return sql.query<LoggedDelivery>(
    `select d.seq, event_id as "eventId", d.subject, type, recorded_at as "recordedAt", state, attempts,
       state = 'waiting' and coalesce(l.parked, false) as "isBehindDeadLetter",
       last_at as "lastAt", last_status as "lastStatus", last_error as "lastError", last_ms as "lastMs"
     from webhook_deliveries d
       left join webhook_lanes l on l.org = d.org and l.webhook_id = d.webhook_id and l.subject = d.subject
     where ${conditions.where} ${ofState}
     order by d.seq desc limit ${conditions.parameter(page.limit)}`,
    conditions.values,
  );
}

/** The number of lanes that are locked together. A process that queues a fact for one of them waits meanwhile. */
const lanesAtOnce = 100;

export interface Redelivered {
  readonly count: number;
  /** The subject after which there may be more; null when there is none. */
  readonly next: string | null;
}

/**
 * Queues dead letters again, one or all of the next lanes whose subject is after `after`. These lanes continue with
 * them at once.
 */
export async function redeliver(
  tx: Tx,
  org: string,
  webhookId: string,
  seq: number | null,
  after: string,
): Promise<Redelivered> {
  const lanes = await tx.query<{ subject: string }>(
    `select subject from webhook_lanes l where org = $1 and webhook_id = $2 and parked and subject > $4
       and exists (select from webhook_deliveries d where d.org = l.org and d.webhook_id = l.webhook_id
         and d.subject = l.subject and d.state = 'dead' and ($3::bigint is null or d.seq = $3))
     order by subject limit $5 for update`,
    [org, webhookId, seq, after, lanesAtOnce],
  );
  const subjects = lanes.map(({ subject }) => subject);
  tx.write(
    `update webhook_lanes set parked = false, due_at = clock_timestamp()
     where org = $1 and webhook_id = $2 and subject = any($3)`,
    [org, webhookId, subjects],
  );
  const revived = await tx.query(
    `update webhook_deliveries set state = 'waiting', attempts = 0
     where org = $1 and webhook_id = $2 and subject = any($3) and state = 'dead' returning seq`,
    [org, webhookId, subjects],
  );
  return { count: revived.length, next: subjects.at(-1) ?? null };
}

/** Records an attempt, and the state of the delivery after it. */
export function noteAttempt(
  tx: Tx,
  seq: number,
  state: DeliveryState,
  { status, error, ms }: Attempt,
  counts: boolean,
): void {
  tx.write(
    `update webhook_deliveries set state = $2, attempts = attempts + $6::int, last_at = clock_timestamp(),
       last_status = $3, last_error = $4, last_ms = $5
     where seq = $1`,
    [seq, state, status, error, ms, counts ? 1 : 0],
  );
}

/**
 * Discards waiting deliveries and dead letters of this many lanes, up to a number. Returns the numbers of deliveries
 * and lanes. A running attempt then has no lane to be settled in.
 */
export async function discardWaiting(
  tx: Tx,
  { org, webhookId, upTo, lanes }: { org: string; webhookId: string; upTo: number; lanes: number },
): Promise<{ deliveries: number; lanes: number }> {
  const lockedLanes = await tx.query<{ subject: string }>(
    `select subject from webhook_lanes l where org = $1 and webhook_id = $2
       and exists (select from webhook_deliveries d where d.org = l.org and d.webhook_id = l.webhook_id
         and d.subject = l.subject and d.state <> 'delivered' and d.seq <= $3)
     order by subject limit $4 for update`,
    [org, webhookId, upTo, lanes],
  );
  const of = [org, webhookId, lockedLanes.map(({ subject }) => subject)];
  const discarded = await tx.query(
    `delete from webhook_deliveries
     where org = $1 and webhook_id = $2 and subject = any($3) and state <> 'delivered' and seq <= $4 returning seq`,
    [...of, upTo],
  );
  tx.write(
    `update webhook_lanes set claim = null, parked = false, due_at = clock_timestamp()
     where org = $1 and webhook_id = $2 and subject = any($3)`,
    of,
  );
  tx.write(
    `delete from webhook_lanes l where org = $1 and webhook_id = $2 and subject = any($3)
       and not exists (select from webhook_deliveries d where d.org = l.org and d.webhook_id = l.webhook_id
         and d.subject = l.subject and d.state <> 'delivered')`,
    of,
  );
  return { deliveries: discarded.length, lanes: lockedLanes.length };
}

/** A dead letter, as the audit log names it. */
export interface DeadLetter {
  readonly deliveryId: number;
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
}

/** Discards a dead letter, and makes the deliveries behind it due. Returns it, or undefined if there is none. */
export async function discardDeadLetter(
  tx: Tx,
  org: string,
  webhookId: string,
  seq: number,
): Promise<DeadLetter | undefined> {
  const [lockedLane] = await tx.query<{ subject: string }>(
    `select subject from webhook_lanes l where org = $1 and webhook_id = $2 and parked
       and exists (select from webhook_deliveries d where d.org = l.org and d.webhook_id = l.webhook_id
         and d.subject = l.subject and d.state = 'dead' and d.seq = $3)
     for update`,
    [org, webhookId, seq],
  );
  if (!lockedLane) return undefined;
  const [discarded] = await tx.query<DeadLetter>(
    `delete from webhook_deliveries where org = $1 and webhook_id = $2 and seq = $3 and state = 'dead'
     returning seq as "deliveryId", event_id as "eventId", type, subject`,
    [org, webhookId, seq],
  );
  // An empty lane that is due is deleted by the process that claims it.
  tx.write(
    `update webhook_lanes l set parked = false, due_at = clock_timestamp()
     where org = $1 and webhook_id = $2 and subject = $3
       and not exists (select from webhook_deliveries d where d.org = l.org and d.webhook_id = l.webhook_id
         and d.subject = l.subject and d.state = 'dead')`,
    [org, webhookId, lockedLane.subject],
  );
  return discarded;
}

/** The number of the newest delivery. */
export async function lastSeq(sql: Sql, org: string, webhookId: string): Promise<number> {
  const [row] = await sql.query<{ seq: number }>(
    `select coalesce(max(seq), 0) as seq from webhook_deliveries where org = $1 and webhook_id = $2`,
    [org, webhookId],
  );
  return row?.seq ?? 0;
}
