import { parseEnvelope } from '@rejoin/contracts';
import type { Database, Sql } from '@rejoin/persistence';
import type { Delivered } from './delivery';
import type { FactHandler } from './settle';

/** A fact that keeps failing, or cannot be read, put aside so that the others go on. */
export interface Parked {
  family: string;
  aggregateId: string;
  version: number | null;
  message: string;
  reason: string;
}

const messageLimit = 262_144;

export async function park(sql: Sql, fact: Parked): Promise<void> {
  await sql.query(
    `insert into parked_facts (family, aggregate_id, version, message, reason)
     select $1, $2, $3, $4, $5
     where not exists (
       select from parked_facts where family = $1 and aggregate_id = $2 and version is not distinct from $3::bigint)`,
    [
      fact.family,
      fact.aggregateId,
      fact.version,
      fact.message.slice(0, messageLimit),
      fact.reason.slice(0, 2_000),
    ],
  );
}

/**
 * Tries the oldest parked fact of each aggregate again; what now succeeds leaves the table, and what waited
 * behind it is delivered by the bus. What still fails stays. Returns how many were applied.
 */
export async function retryParked(database: Database, family: string, handle: FactHandler): Promise<number> {
  const heads = await database.query<{ seq: number; message: string }>(
    `select distinct on (aggregate_id) seq, message from parked_facts
     where family = $1 and version is not null order by aggregate_id, version limit 100`,
    [family],
  );
  let applied = 0;
  for (const head of heads) {
    const done = await database.transaction((tx) => applyParked(tx, head, handle)).catch(() => false);
    if (done) applied++;
  }
  return applied;
}

async function applyParked(
  tx: Parameters<FactHandler>[1],
  head: { seq: number; message: string },
  handle: FactHandler,
): Promise<boolean> {
  const fact = delivered(JSON.parse(head.message));
  const [state] = await tx.query<{ version: number }>(
    `select version from applied_versions where family = $1 and aggregate_id = $2 for update`,
    [fact.family, fact.aggregateId],
  );
  if ((state?.version ?? 0) + 1 < fact.version) return false;
  if ((state?.version ?? 0) < fact.version) {
    await handle([fact], tx);
    await tx.query(
      `insert into applied_versions (family, aggregate_id, version) values ($1, $2, $3)
       on conflict (family, aggregate_id) do update set version = excluded.version`,
      [fact.family, fact.aggregateId, fact.version],
    );
  }
  await tx.query(`delete from parked_facts where seq = $1`, [head.seq]);
  return true;
}

/** Reads an envelope into what handlers get. Throws on anything that is not a declared fact. */
export function delivered(raw: unknown): Delivered {
  const envelope = parseEnvelope(raw);
  return {
    ...(envelope.fact as Delivered),
    org: envelope.org,
    family: envelope.family,
    aggregateId: envelope.subject,
    version: envelope.version,
    eventId: envelope.id,
    time: envelope.time,
  };
}
