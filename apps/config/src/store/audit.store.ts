import type { AuditWhat } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { Conditions, rowOf, type Sql, type Tx } from '@rejoin/persistence';
import { withoutSecrets, type Actor, type AuditEntry, type Change } from '../domain/audit';
import { AuditEntity } from './config.entities';

interface SavedRow {
  readonly id: string;
  readonly version: number;
  readonly changedAt: Instant;
}

/** Records who changed the row that was saved, in the transaction of the change. Secrets are left out. Returns the row. */
export async function recordChange<Row extends SavedRow>(
  { manager }: Tx,
  actor: Actor,
  what: AuditWhat,
  saved: Row,
  { action, old, new: changed }: Pick<Change, 'action' | 'old' | 'new'>,
): Promise<Row> {
  const { id, version, changedAt: at } = saved;
  const values = { old: withoutSecrets(old), new: withoutSecrets(changed) };
  await manager.insert(AuditEntity, rowOf({ ...actor, what, id, action, version, at, ...values }));
  return saved;
}

/** Which entries are wanted. A field that is null does not limit them. */
export interface AuditFilter {
  readonly what: string | null;
  readonly id: string | null;
  /** The account that made the change. */
  readonly by: string | null;
  readonly action: string | null;
  /** At or after this instant. */
  readonly from: Instant | null;
  /** Before this instant. */
  readonly until: Instant | null;
}

/** The conditions of a statement about `audit_log l`. */
const wanted = (org: string, { what, id, by, action, from, until }: AuditFilter): Conditions =>
  new Conditions()
    .add(org, (value) => `l.org = ${value}`)
    .add(what, (value) => `l.what = ${value}`)
    .add(id, (value) => `l.thing_id = ${value}`)
    .add(by, (value) => `l.account_id = ${value}`)
    .add(action, (value) => `l.action = ${value}`)
    .add(from, (value) => `l.at >= ${value}`)
    .add(until, (value) => `l.at < ${value}`);

/** Returns the newest wanted entries first. */
export function listChanges(
  sql: Sql,
  org: string,
  filter: AuditFilter,
  page: { readonly beforeSeq: number | null; readonly limit: number },
): Promise<AuditEntry[]> {
  const conditions = wanted(org, filter).add(page.beforeSeq, (value) => `l.seq < ${value}`);
  return sql.query<AuditEntry>(
    `select l.seq, l.at,
       json_build_object('as', l.actor, 'accountId', l.account_id, 'displayName', by.display_name) as by,
       l.what, l.thing_id as id, l.action, l.version, l.old, l.new,
       coalesce(thing.display_name, service.name, hook.name, l.new ->> 'displayName', l.new ->> 'name', l.new ->> 'title', l.old ->> 'name', l.thing_id)
         as name
     from audit_log l
       left join accounts by on by.org = l.org and by.id = l.account_id
       left join accounts thing on l.what = 'account' and thing.org = l.org and thing.id = l.thing_id
       left join service_accounts service
         on l.what = 'service-account' and service.org = l.org and service.id = l.thing_id
       left join webhooks hook on l.what = 'webhook' and hook.org = l.org and hook.id = l.thing_id
     where ${conditions.where}
     order by l.seq desc limit ${conditions.parameter(page.limit)}`,
    conditions.values,
  );
}

/** Counts the wanted entries, but not beyond this number. */
export async function countChanges(
  sql: Sql,
  org: string,
  filter: AuditFilter,
  atMost: number,
): Promise<number> {
  const conditions = wanted(org, filter);
  const limit = conditions.parameter(atMost);
  const [row] = await sql.query<{ found: number }>(
    `select count(*) as found from (select from audit_log l where ${conditions.where} limit ${limit}) wanted`,
    conditions.values,
  );
  return row?.found ?? 0;
}
