import { rowOf, type Orm, type Sql, type Tx } from '@rejoin/persistence';
import type { Kind } from '../domain/kinds';
import { anyCase } from './any-case';
import { entityOf, type Saved } from './config.entities';

export type { Saved };

export function findSettings({ manager }: Orm, kind: Kind, org: string, id: string): Promise<Saved | null> {
  return manager.findOneBy(entityOf(kind), { org, id });
}

export function lockSettings({ manager }: Tx, kind: Kind, org: string, id: string): Promise<Saved | null> {
  return manager.findOne(entityOf(kind), { where: { org, id }, lock: { mode: 'pessimistic_write' } });
}

/** Selects the resources of a kind for a list. */
export interface Listed {
  /** The resource after which the page begins; empty for the first page. */
  readonly afterId: string;
  readonly limit: number;
  /** Part of the name. */
  readonly search: string | undefined;
}

/**
 * Returns at most `limit` resources in the order of their names. A resource that is renamed between two pages may be
 * missing.
 */
export function listSettings(
  sql: Sql,
  { table, nameField }: Kind,
  org: string,
  { afterId, limit, search, workstreamId }: Listed & { readonly workstreamId: string | undefined },
): Promise<Saved[]> {
  const name = `settings ->> '${nameField}'`;
  const place = `(lower(${name}), id)`;
  return sql.query<Saved>(
    `select id, version, settings as value, changed_at as "changedAt" from ${table}
     where org = $1
       and ($2 = '' or ${place} > (select lower(${name}), id from ${table} where org = $1 and id = $2))
       and ($3::text is null or ${name} ~ $3)
       and ($4::text is null or settings ->> 'workstreamId' = $4
         or jsonb_exists(settings -> 'workstreamIds', $4))
     order by lower(${name}), id limit $5`,
    [org, afterId, anyCase(search), workstreamId ?? null, limit],
  );
}

/** Inserts the resource; false when the id is already in use. */
export async function insertSettings(
  { manager }: Tx,
  kind: Kind,
  org: string,
  saved: Saved,
): Promise<boolean> {
  const insert = manager
    .createQueryBuilder()
    .insert()
    .into(entityOf(kind))
    .values(rowOf({ org, ...saved }));
  const inserted = await insert.orIgnore().returning('id').execute();
  return (inserted.raw as unknown[]).length > 0;
}

export async function updateSettings({ manager }: Tx, kind: Kind, org: string, saved: Saved): Promise<void> {
  const { id, ...changed } = saved;
  await manager.update(entityOf(kind), { org, id }, rowOf(changed));
}

/** Returns the workstreams of this list that exist. Workstreams are never deleted, so no lock is needed. */
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

/** The first agents, by name, whose name contains this text. */
export async function agentsNamed(sql: Sql, org: string, search: string, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from agents where org = $1 and settings ->> 'displayName' ~ $2
     order by lower(settings ->> 'displayName'), id limit $3`,
    [org, anyCase(search), limit],
  );
  return rows.map(({ id }) => id);
}
