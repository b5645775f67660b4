import { Envelope } from '@rejoin/contracts';
import type { Database, Sql, Tx } from '@rejoin/persistence';
import { applyNext, lockVersions, type FactHandler } from './applied-versions';
import { delivered } from './delivery';
import type { Listener } from './listener';

const messageLimit = 262_144;
const reasonLimit = 2_000;

/** A fact that keeps failing, cannot be read or waits behind such a one, as it is put aside. */
export interface Parkable {
  readonly fact: { readonly aggregateId: string; readonly version: number | null };
  readonly text: string;
}

/** Puts facts aside, so that other aggregates go on. One that is there already stays as it is. */
export async function park(
  sql: Sql,
  family: string,
  facts: readonly Parkable[],
  reason: string,
): Promise<void> {
  if (facts.length === 0) return;
  await sql.query(
    `insert into parked_facts (family, aggregate_id, version, message, reason)
     select $1, aggregate_id, version, message, $5
     from unnest($2::text[], $3::bigint[], $4::text[]) as f (aggregate_id, version, message)
     on conflict do nothing`,
    [
      family,
      facts.map(({ fact }) => fact.aggregateId),
      facts.map(({ fact }) => fact.version),
      // Postgres has no NUL in text.
      facts.map(({ text }) => text.slice(0, messageLimit).replaceAll('\0', '\uFFFD')),
      reason.slice(0, reasonLimit).replaceAll('\0', '\uFFFD'),
    ],
  );
}

/** The first parked version of each aggregate that has one; certain under the lock of its applied version. */
export async function parkedFrom(
  sql: Sql,
  family: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ id: string; version: number }>(
    `select aggregate_id as id, min(version) as version from parked_facts
     where family = $1 and aggregate_id = any($2) and version is not null group by 1`,
    [family, ids],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** The first parked fact of each aggregate that has one, as far as it can be read. */
export async function firstParked(
  sql: Sql,
  family: string,
  ids: readonly string[],
): Promise<Map<string, Envelope>> {
  const rows = await sql.query<{ id: string; message: string }>(
    `select distinct on (aggregate_id) aggregate_id as id, message from parked_facts
     where family = $1 and aggregate_id = any($2) and version is not null order by aggregate_id, version, seq`,
    [family, ids],
  );
  return new Map(
    rows.flatMap(({ id, message }) => {
      const envelope = envelopeOf(message);
      return envelope ? [[id, envelope] as const] : [];
    }),
  );
}

/**
 * Where a message that cannot be read belongs: its version when at least the envelope can be read (a fact of a
 * newer release, for example), so that what follows waits behind it and it can be applied one day.
 */
export function placeOf(text: string, subject: string): Parkable['fact'] {
  const envelope = envelopeOf(text);
  if (!envelope) return { aggregateId: subject.split('.').at(-1) ?? '', version: null };
  return { aggregateId: envelope.subject, version: envelope.version };
}

function envelopeOf(text: string): Envelope | undefined {
  try {
    return Envelope.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Aggregates with parked facts, those that were parked first in front. */
export async function parkedIds(database: Database, family: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select aggregate_id as id from parked_facts
     where family = $1 and version is not null group by 1 order by min(seq) limit 1000`,
    [family],
  );
  return rows.map(({ id }) => id);
}

/**
 * Tries the first parked fact of each of these aggregates again, and when it succeeds those behind it, in order.
 * What was applied leaves the table, the rest stays. Returns how many were applied.
 */
export async function retryParked(
  database: Database,
  listener: Listener,
  ids: readonly string[],
  handle: FactHandler,
): Promise<number> {
  let applied = 0;
  for (const id of ids) {
    while (await database.transaction((tx) => retryFirst(tx, listener, id, handle)).catch(stillFails))
      applied++;
  }
  return applied;
}

async function retryFirst(tx: Tx, listener: Listener, id: string, handle: FactHandler): Promise<boolean> {
  const family = listener.name;
  const reached = (await lockVersions(tx, family, [id])).get(id) ?? 0;
  const [first] = await tx.query<{ seq: number; version: number; message: string }>(
    `select seq, version, message from parked_facts
     where family = $1 and aggregate_id = $2 and version is not null order by version, seq limit 1`,
    [family, id],
  );
  if (!first) return false;
  const raw: unknown = JSON.parse(first.message);
  if (first.version > reached && !listener.passesOver(raw)) {
    const fact = delivered(raw);
    if (listener.predecessorOf(fact) > reached) return false;
    await applyNext(tx, family, [fact], handle);
  }
  await tx.query(`delete from parked_facts where seq = $1`, [first.seq]);
  return true;
}

/** It was reported when it was parked. */
function stillFails(): boolean {
  return false;
}
