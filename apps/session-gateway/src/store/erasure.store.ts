import { retentionLimits } from '@rejoin/contracts';
import type { Sql, Tx } from '@rejoin/persistence';
import { eraseBlock } from './blocks.store';
import { revokedPrefix } from './links.store';

/** The numbers of rows that an erasure has changed or deleted. */
export interface ErasedRows {
  readonly entries: number;
  readonly links: number;
  readonly claims: number;
}

const entriesAtOnce = retentionLimits.entriesAtOnce.value;

const nextEntries = `(conversation_id, seq) in (
  select conversation_id, seq from entries where conversation_id = $1 and ($3::int is null or seq <= $3)`;

/** The client id is removed too, because clients choose it. The entry keeps its seq, its sender and its time. */
const eraseEntries = `
  update entries set text = null, client_id = null
  where ${nextEntries} and (text is not null or client_id is not null) order by seq limit $2) returning 1`;

const deleteEntries = `delete from entries where ${nextEntries} order by seq limit $2) returning 1`;

export async function isClosed(sql: Sql, conversationId: string): Promise<boolean> {
  const rows = await sql.query(`select from conversations where id = $1 and is_closed`, [conversationId]);
  return rows.length > 0;
}

/** Locks a conversation. Returns false if it is not closed, or another transaction has locked it. */
export async function lockClosed(tx: Tx, conversationId: string): Promise<boolean> {
  const locked = await tx.query(
    `select from conversations where id = $1 and is_closed for update skip locked`,
    [conversationId],
  );
  return locked.length > 0;
}

/** Erases all entries but the last ones, as many as one transaction may change. Returns the number of erased ones. */
export function eraseEarlyEntries(sql: Sql, conversationId: string): Promise<number> {
  return inSteps(sql, eraseEntries, conversationId);
}

/** Deletes all entries but the last ones, as many as one transaction may change. Returns the number of deleted ones. */
export function deleteEarlyEntries(sql: Sql, conversationId: string): Promise<number> {
  return inSteps(sql, deleteEntries, conversationId);
}

/**
 * Changes all entries but the last {@link entriesAtOnce}, which the caller changes in the transaction with the fact. Nearly
 * every conversation has fewer, so nothing of it is changed here while it is locked.
 */
async function inSteps(sql: Sql, statement: string, conversationId: string): Promise<number> {
  const [last] = await sql.query<{ seq: number }>(
    `select coalesce(max(seq), 0)::int as seq from entries where conversation_id = $1`,
    [conversationId],
  );
  const upTo = (last?.seq ?? 0) - entriesAtOnce;
  for (let rows = 0; ;) {
    if (upTo <= 0) return rows;
    const changed = await sql.query(statement, [conversationId, entriesAtOnce, upTo]);
    rows += changed.length;
    if (changed.length < entriesAtOnce) return rows;
  }
}

/**
 * Erases the texts, links, claims and names of a locked conversation. The hash of the customer's identity stays unless
 * `withIdentity`, so that the conversations of one customer stay together.
 */
export async function eraseRecords(
  tx: Tx,
  conversationId: string,
  { withIdentity }: { withIdentity: boolean },
): Promise<ErasedRows> {
  const entries = await tx.query(eraseEntries, [conversationId, null, null]);
  const links = await tx.query(
    `update links set redeemed_at = coalesce(redeemed_at, clock_timestamp()), redeemed_by = $2
     where conversation_id = $1 and redeemed_by is distinct from $2 returning 1`,
    [conversationId, `${revokedPrefix}erased`],
  );
  const claims = await deleteClaims(tx, conversationId);
  eraseColumns(tx, conversationId, withIdentity);
  return { entries: entries.length, links: links.length, claims };
}

/** Deletes all rows of a locked conversation but the versions of its facts, which later copies of facts are compared with. */
export async function deleteRecords(tx: Tx, conversationId: string): Promise<void> {
  await deleteClaims(tx, conversationId);
  tx.write(deleteEntries, [conversationId, null, null]);
  eraseBlock(tx, conversationId);
  tx.write(`delete from links where conversation_id = $1`, [conversationId]);
  tx.write(`delete from desk_reads where conversation_id = $1`, [conversationId]);
  tx.write(`delete from conversations where id = $1`, [conversationId]);
}

async function deleteClaims(tx: Tx, conversationId: string): Promise<number> {
  const [claims, claimants] = await Promise.all([
    tx.query(`delete from claims where conversation_id = $1 returning 1`, [conversationId]),
    tx.query(`delete from claimants where conversation_id = $1 returning 1`, [conversationId]),
  ]);
  return claims.length + claimants.length;
}

function eraseColumns(tx: Tx, conversationId: string, withIdentity: boolean): void {
  const identity = withIdentity ? ', subject_hash = null' : '';
  const browser = withIdentity ? ', browser_hash = null' : '';
  tx.write(
    `update conversations set customer_name = null, given_name = null, visit = null, context = null, start_hash = 'erased:' || id ${identity} ${browser}
     where id = $1`,
    [conversationId],
  );
  eraseBlock(tx, conversationId);
  tx.write(
    `update past_conversations set customer_name = null, first_words = null, words = '',
       erased_at = coalesce(erased_at, clock_timestamp()) ${identity}
     where id = $1`,
    [conversationId],
  );
}
