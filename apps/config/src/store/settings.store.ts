import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import type { Kind, Settings } from '../domain/kinds';
import type { Versioned } from '../domain/replacement';
import { anyCase } from './any-case';

/** A resource with settings, from its row. */
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
    `select ${columns} from ${table}
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
