import type { Sql } from '@rejoin/persistence';

/** Deletes deliveries that are too old for the log, at most `limit` of them. Returns how many. */
export async function deleteOldDeliveries(
  sql: Sql,
  days: { readonly delivered: number; readonly undelivered: number },
  limit: number,
): Promise<number> {
  const deleted = await sql.query(
    `delete from webhook_deliveries where seq in (
       select seq from webhook_deliveries
       where recorded_at < clock_timestamp() - make_interval(days => $1)
         and (state = 'delivered' or recorded_at < clock_timestamp() - make_interval(days => $2))
       order by recorded_at limit $3 for update skip locked)
     returning seq`,
    [days.delivered, days.undelivered, limit],
  );
  return deleted.length;
}

/**
 * Deletes at most `limit` deliveries of deleted webhooks, at most `limit` lanes, and then the webhooks that are empty.
 * Returns the larger of the two counts. Lanes that a process holds are left for later, and so is a webhook for which a
 * transaction may still queue a fact because it has not seen the deletion.
 */
export async function deleteRemoved(sql: Sql, limit: number): Promise<number> {
  const deleted = await sql.query(
    `delete from webhook_deliveries where seq in (
       select seq from webhooks w join webhook_deliveries d on d.org = w.org and d.webhook_id = w.id
       where w.deleted_at is not null limit $1 for update of d skip locked)
     returning seq`,
    [limit],
  );
  const isEmpty = (table: string) =>
    `not exists (select from ${table} o where o.org = w.org and o.webhook_id = w.id)`;
  const lanes = await sql.query(
    `delete from webhook_lanes where ctid = any (array(
       select l.ctid from webhooks w join webhook_lanes l on l.org = w.org and l.webhook_id = w.id
       where w.deleted_at is not null and (l.claim is null or l.due_at < clock_timestamp())
         and ${isEmpty('webhook_deliveries')} limit $1 for update of l skip locked))
     returning subject`,
    [limit],
  );
  await sql.query(
    `delete from webhooks w where deleted_at < clock_timestamp() - interval '1 minute'
       and ${isEmpty('webhook_lanes')} and ${isEmpty('webhook_deliveries')}`,
  );
  return Math.max(deleted.length, lanes.length);
}

/** Releases lanes that were parked behind a dead letter that is now deleted. */
export async function unparkLanes(sql: Sql): Promise<void> {
  await sql.query(
    `update webhook_lanes l set parked = false, due_at = clock_timestamp()
     where parked and not exists (select from webhook_deliveries d where d.org = l.org
       and d.webhook_id = l.webhook_id and d.subject = l.subject and d.state = 'dead')`,
  );
}

/**
 * Deletes the positions of aggregates without a fact for this many days, because such an aggregate is over. If
 * another fact comes, reading begins again. Deletes at most `limit` positions and returns how many.
 */
export async function forgetOldPositions(sql: Sql, days: number, limit: number): Promise<number> {
  const positions = await sql.query(
    `delete from webhook_positions where aggregate in (
       select aggregate from webhook_positions p
       where changed_at < clock_timestamp() - make_interval(days => $1)
         and not exists (select from webhook_parked_facts f where f.aggregate = p.aggregate)
       order by changed_at limit $2 for update skip locked)
     returning aggregate`,
    [days, limit],
  );
  return positions.length;
}

/**
 * Returns the endpoints with more than this many waiting deliveries. Dead letters and the deliveries behind them do
 * not count, because sending does not reduce them; they stay for as long as the log is kept.
 */
export function overfull(sql: Sql, most: number): Promise<{ org: string; id: string }[]> {
  return sql.query(
    `select org, id from webhooks w where active and exists (
       select from webhook_deliveries d
       where d.org = w.org and d.webhook_id = w.id and d.state = 'waiting'
         and not exists (select from webhook_lanes l where l.org = d.org and l.webhook_id = d.webhook_id
           and l.subject = d.subject and l.parked)
       offset $1)`,
    [most],
  );
}

/** Waiting deliveries, dead letters among them, and parked facts of webhooks. */
export interface OpenCounts {
  readonly waiting: number;
  readonly dead: number;
  readonly parked: number;
}

/** Counts what is not delivered, each up to `most`. */
export async function countOpen(sql: Sql, most: number): Promise<OpenCounts> {
  const [row] = await sql.query<OpenCounts>(
    `select (select count(*) from (select from webhook_deliveries where state <> 'delivered' limit $1) as o) as waiting,
       (select count(*) from (select from webhook_deliveries where state = 'dead' limit $1) as d) as dead,
       (select count(*) from (select from webhook_parked_facts limit $1) as p) as parked`,
    [most],
  );
  return row ?? { waiting: 0, dead: 0, parked: 0 };
}
