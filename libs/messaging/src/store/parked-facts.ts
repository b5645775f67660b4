import { Envelope } from '@rejoin/contracts';
import type { Database, Sql, Tx } from '@rejoin/persistence';

const messageLimit = 262_144;
const reasonLimit = 2_000;

/** A fact to park: it keeps failing, cannot be parsed, or follows such a fact. */
export interface Parkable {
  readonly fact: { readonly aggregateId: string; readonly version: number | null };
  readonly text: string;
}

/** Parks facts, so that other aggregates continue. A fact that is parked already stays unchanged. */
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
      // Postgres does not store NUL in text.
      facts.map(({ text }) => text.slice(0, messageLimit).replaceAll('\0', '\uFFFD')),
      reason.slice(0, reasonLimit).replaceAll('\0', '\uFFFD'),
    ],
  );
}

/** Returns the first parked version of each aggregate. It is exact only under the lock of the applied version. */
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

/** Returns the first parked fact of each aggregate, if it can be parsed. */
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
 * Returns the aggregate and version of a message. If the envelope can be parsed (for example of a fact of a newer release),
 * later facts wait behind it, and a later release can apply it.
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

const parkedAtOnce = 1_000;

export interface ParkedPage {
  readonly ids: readonly string[];
  /** Where the next page begins: 0, the beginning, after the last one. */
  readonly next: number;
}

/** Returns the next aggregates with parked facts, in the order in which they were parked. */
export async function parkedIds(database: Database, family: string, after: number): Promise<ParkedPage> {
  const rows = await database.query<{ id: string; seq: number }>(
    `select aggregate_id as id, min(seq) as seq from parked_facts
     where family = $1 and version is not null group by 1 having min(seq) > $2 order by 2 limit $3`,
    [family, after, parkedAtOnce],
  );
  const isLast = rows.length < parkedAtOnce;
  return { ids: rows.map(({ id }) => id), next: isLast ? 0 : (rows.at(-1)?.seq ?? 0) };
}

/** A parked fact, as it was received. */
export interface ParkedFact {
  readonly seq: number;
  readonly version: number;
  readonly message: string;
}

/** Returns the first parked fact of an aggregate. */
export async function nextParked(tx: Tx, family: string, id: string): Promise<ParkedFact | undefined> {
  const [first] = await tx.query<ParkedFact>(
    `select seq, version, message from parked_facts
     where family = $1 and aggregate_id = $2 and version is not null order by version, seq limit 1`,
    [family, id],
  );
  return first;
}

export async function unpark(tx: Tx, { seq }: ParkedFact): Promise<void> {
  await tx.query(`delete from parked_facts where seq = $1`, [seq]);
}
