import type { Database, Tx } from '@rejoin/persistence';
import { NotYet, type Delivered } from './delivery';

/** What becomes of each delivery of a batch, by its index. */
export type Settlement = 'applied' | 'already' | 'later';

export type FactHandler = (facts: readonly Delivered[], tx: Tx) => Promise<void>;

/**
 * Applies a batch of one family in one transaction: versions advanced, effects and own outbox rows together.
 * Under the row lock of (family, id): a version that is known is `already`, the next one is applied, a higher
 * one waits for its predecessor. Facts behind a parked one wait too. A handler's {@link NotYet} takes those
 * aggregates out and runs the rest again.
 */
export async function settle(
  database: Database,
  family: string,
  batch: readonly Delivered[],
  handle: FactHandler,
): Promise<Settlement[]> {
  const waiting = new Set<string>();
  for (;;) {
    try {
      return await database.transaction((tx) => settleOnce(tx, family, batch, handle, waiting));
    } catch (error) {
      if (!(error instanceof NotYet) || error.aggregateIds.every((id) => waiting.has(id))) throw error;
      for (const id of error.aggregateIds) waiting.add(id);
    }
  }
}

async function settleOnce(
  tx: Tx,
  family: string,
  batch: readonly Delivered[],
  handle: FactHandler,
  waiting: ReadonlySet<string>,
): Promise<Settlement[]> {
  const applied = await lockVersions(tx, family, [...new Set(batch.map((fact) => fact.aggregateId))]);
  const next: Delivered[] = [];
  const settled = batch.map((fact): Settlement => {
    const state = applied.get(fact.aggregateId);
    if (!state) throw new Error(`no version row for ${fact.aggregateId}`);
    if (fact.version <= state.version) return 'already';
    if (state.parked || waiting.has(fact.aggregateId) || fact.version > state.version + 1) return 'later';
    state.version = fact.version;
    next.push(fact);
    return 'applied';
  });
  if (next.length > 0) {
    await handle(next, tx);
    const advanced = new Map(next.map((fact) => [fact.aggregateId, fact.version]));
    await tx.query(
      `update applied_versions a set version = n.version
       from unnest($2::text[], $3::bigint[]) as n (id, version) where a.family = $1 and a.aggregate_id = n.id`,
      [family, [...advanced.keys()], [...advanced.values()]],
    );
  }
  return settled;
}

async function lockVersions(
  tx: Tx,
  family: string,
  ids: string[],
): Promise<Map<string, { version: number; parked: boolean }>> {
  await tx.query(
    `insert into applied_versions (family, aggregate_id, version)
     select $1, id, 0 from unnest($2::text[]) as id
     where not exists (select from applied_versions where family = $1 and aggregate_id = id)
     order by id on conflict do nothing`,
    [family, ids],
  );
  const rows = await tx.query<{ id: string; version: number; parked: boolean }>(
    `select aggregate_id as id, version,
       exists (select from parked_facts p where p.family = a.family and p.aggregate_id = a.aggregate_id) as parked
     from applied_versions a where family = $1 and aggregate_id = any($2) order by aggregate_id for update`,
    [family, ids],
  );
  return new Map(rows.map(({ id, version, parked }) => [id, { version, parked }]));
}
