import type { Sql, Tx } from '@rejoin/persistence';
import type { Delivered } from '../delivery';

/** Stores the versions of facts as applied, the last one of each aggregate. */
export function storeVersions(tx: Tx, family: string, facts: readonly Delivered[]): void {
  const advanced = new Map(facts.map((fact) => [fact.aggregateId, fact.version]));
  tx.write(
    `insert into applied_versions (family, aggregate_id, version)
     select $1, id, version from unnest($2::text[], $3::bigint[]) as n (id, version)
     on conflict (family, aggregate_id) do update set version = excluded.version`,
    [family, [...advanced.keys()], [...advanced.values()]],
  );
}

/** Returns the applied versions and locks their rows until the transaction ends. It creates rows for new aggregates. */
export async function lockVersions(
  tx: Tx,
  family: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const known = await lock(tx, family, ids);
  const fresh = ids.filter((id) => !known.has(id));
  if (fresh.length === 0) return known;
  create(tx, family, fresh);
  return new Map([...known, ...(await lock(tx, family, fresh))]);
}

/**
 * Like {@link lockVersions}, in one round trip, for a caller who knows which aggregates may have no rows. The others must
 * have them: their versions are not returned otherwise. Rows are locked in the same order.
 */
export async function lockOrCreateVersions(
  tx: Tx,
  family: string,
  ids: readonly string[],
  fresh: readonly string[],
): Promise<Map<string, number>> {
  const known = lock(tx, family, ids);
  if (fresh.length === 0) return known;
  create(tx, family, fresh);
  const [before, created] = await Promise.all([known, lock(tx, family, fresh)]);
  return new Map([...before, ...created]);
}

function create(tx: Tx, family: string, ids: readonly string[]): void {
  tx.write(
    `insert into applied_versions (family, aggregate_id, version)
     select $1, id, 0 from unnest($2::text[]) as id
     order by id on conflict do nothing`,
    [family, ids],
  );
}

async function lock(tx: Tx, family: string, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; version: number }>(
    `select aggregate_id as id, version from applied_versions
     where family = $1 and aggregate_id = any($2) order by aggregate_id for update`,
    [family, ids],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** Returns the applied versions without a lock, so that they may be higher by now. */
export async function readVersions(
  sql: Sql,
  family: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ id: string; version: number }>(
    `select aggregate_id as id, version from applied_versions where family = $1 and aggregate_id = any($2)`,
    [family, ids],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}
