import { rowOf, type Orm, type Sql, type Tx } from '@rejoin/persistence';
import type { Kind } from '../domain/kinds';
import { anyCase } from './any-case';
import { entityOf, type SavedSettings } from './config.entities';
import { pageClauses, type Listed, type SortExpressions } from './list-page';

export type { SavedSettings };

export function findSettings(
  { manager }: Orm,
  kind: Kind,
  org: string,
  id: string,
): Promise<SavedSettings | null> {
  return manager.findOneBy(entityOf(kind), { org, id });
}

export function lockSettings(
  { manager }: Tx,
  kind: Kind,
  org: string,
  id: string,
): Promise<SavedSettings | null> {
  return manager.findOne(entityOf(kind), { where: { org, id }, lock: { mode: 'pessimistic_write' } });
}

/** The settings that are sorted as numbers; all others are sorted as texts, upper and lower case being equal. */
const numbers: readonly string[] = ['unitsPerConversation', 'maxUnits'];

function sortsOf({ sorts }: Kind): SortExpressions {
  const expressions = sorts.map((field) => {
    const value = `settings ->> '${field}'`;
    return [field, numbers.includes(field) ? `(${value})::int` : `lower(${value})`] as const;
  });
  return { ...Object.fromEntries(expressions), changedAt: 'changed_at' };
}

/** Returns at most `limit` resources in the wanted order. */
export function listSettings(
  sql: Sql,
  kind: Kind,
  org: string,
  { workstreamId, ...listed }: Listed & { readonly workstreamId: string | undefined },
): Promise<SavedSettings[]> {
  const { table, nameField } = kind;
  const { isAfter, inOrder } = pageClauses(table, sortsOf(kind), listed);
  return sql.query<SavedSettings>(
    `select id, version, settings as value, changed_at as "changedAt" from ${table}
     where org = $1 and ${isAfter}
       and ($3::text is null or settings ->> '${nameField}' ~ $3)
       and ($4::text is null or settings ->> 'workstreamId' = $4
         or jsonb_exists(settings -> 'workstreamIds', $4))
       and ($5::boolean is null or (settings ->> 'active')::boolean = $5)
     order by ${inOrder} limit $6`,
    [org, listed.afterId, anyCase(listed.search), workstreamId ?? null, listed.active ?? null, listed.limit],
  );
}

/** Inserts the resource; false when the id is already in use. */
export async function insertSettings(
  { manager }: Tx,
  kind: Kind,
  org: string,
  saved: SavedSettings,
): Promise<boolean> {
  const insert = manager
    .createQueryBuilder()
    .insert()
    .into(entityOf(kind))
    .values(rowOf({ org, ...saved }));
  const inserted = await insert.orIgnore().returning('id').execute();
  return (inserted.raw as unknown[]).length > 0;
}

export async function updateSettings(
  { manager }: Tx,
  kind: Kind,
  org: string,
  saved: SavedSettings,
): Promise<void> {
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
