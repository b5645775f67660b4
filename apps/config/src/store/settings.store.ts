import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import type { Kind, Settings } from '../domain/kinds';
import type { Versioned } from '../domain/replacement';

/** A thing with settings, as it is saved. */
export interface Saved extends Versioned<Settings> {
  readonly id: string;
  readonly changedAt: Instant;
}

const columns = `id, version, settings as value, changed_at as "changedAt"`;

export async function findSettings(
  sql: Sql,
  kind: Kind,
  org: string,
  id: string,
): Promise<Saved | undefined> {
  const [row] = await sql.query<Saved>(`select ${columns} from ${kind.table} where org = $1 and id = $2`, [
    org,
    id,
  ]);
  return row;
}

export async function lockSettings(tx: Tx, kind: Kind, org: string, id: string): Promise<Saved | undefined> {
  const [row] = await tx.query<Saved>(
    `select ${columns} from ${kind.table} where org = $1 and id = $2 for update`,
    [org, id],
  );
  return row;
}

/** At most `limit` things in the order of their ids, after `afterId`. */
export function listSettings(
  sql: Sql,
  kind: Kind,
  org: string,
  page: { afterId: string; limit: number },
): Promise<Saved[]> {
  return sql.query<Saved>(
    `select ${columns} from ${kind.table} where org = $1 and id > $2 order by id limit $3`,
    [org, page.afterId, page.limit],
  );
}

/** Whether the id was free, and is now this thing's. */
export async function insertSettings(tx: Tx, kind: Kind, org: string, saved: Saved): Promise<boolean> {
  const rows = await tx.query(
    `insert into ${kind.table} (org, id, version, settings, changed_at) values ($1, $2, $3, $4::jsonb, $5)
     on conflict do nothing returning id`,
    [org, saved.id, saved.version, JSON.stringify(saved.value), saved.changedAt],
  );
  return rows.length > 0;
}

export async function updateSettings(tx: Tx, kind: Kind, org: string, saved: Saved): Promise<void> {
  await tx.query(
    `update ${kind.table} set version = $3, settings = $4::jsonb, changed_at = $5 where org = $1 and id = $2`,
    [org, saved.id, saved.version, JSON.stringify(saved.value), saved.changedAt],
  );
}

/** Which of these workstreams exist. What exists once is never deleted, so no lock is needed. */
export async function existingWorkstreams(
  sql: Sql,
  org: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    `select id from workstreams where org = $1 and id = any($2::text[])`,
    [org, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function agentNamesOf(
  sql: Sql,
  org: string,
  ids: readonly string[],
): Promise<Record<string, string>> {
  const rows = await sql.query<{ id: string; name: string }>(
    `select id, settings ->> 'displayName' as name from agents where org = $1 and id = any($2::text[])`,
    [org, ids],
  );
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
