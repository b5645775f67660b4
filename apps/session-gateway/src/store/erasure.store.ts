import { retentionLimits } from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { ErasedBecause } from '../domain/session-erasure';
import { writeAccess, type Accessor } from './access-log.store';
import { eraseBlock } from './blocks.store';
import { ConversationsStore } from './conversations.store';
import { revokedPrefix } from './links.store';

/** The numbers of rows that an erasure has changed or deleted. */
export interface ErasedRows {
  readonly entries: number;
  readonly links: number;
  readonly claims: number;
}

const entriesAtOnce = retentionLimits.entriesAtOnce.value;

/**
 * Erases the texts of closed conversations, and deletes their records. All entries but the last
 * thousand come first, in short transactions of their own, and do not need the lock of the conversation. The transaction
 * with the fact comes last, so a process that dies in between leaves work that is found again. Conversations that are not
 * closed, and those that another transaction has locked, are left alone.
 */
@Injectable()
export class ErasureStore {
  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
  ) {}

  /** Erases one conversation. Returns undefined if it is not closed or is locked. A request also erases the identity,
   * and is recorded. */
  async erase(
    conversationId: string,
    because: ErasedBecause,
    requester?: Accessor,
  ): Promise<ErasedRows | undefined> {
    if (!(await this.isClosed(conversationId))) return undefined;
    const inSteps = await this.inSteps(eraseEntries, conversationId);
    return this.whileLocked(conversationId, async (tx) => {
      const [result] = await this.conversations.changeMany(tx, [
        { conversationId, command: { type: 'erase', because } },
      ]);
      if (result && isRefused(result)) throw new Error(`${conversationId} is closed, and was not erased`);
      const rest = await tx.query(eraseEntries, [conversationId, null, null]);
      const links = await tx.query(
        `update links set redeemed_at = coalesce(redeemed_at, clock_timestamp()), redeemed_by = $2
         where conversation_id = $1 and redeemed_by is distinct from $2 returning 1`,
        [conversationId, `${revokedPrefix}erased`],
      );
      const claims = await deleteClaims(tx, conversationId);
      const rows = { entries: inSteps + rest.length, links: links.length, claims };
      eraseColumns(tx, conversationId, because === 'request');
      if (requester) writeAccess(tx, requester, { what: 'erasure', conversationId, details: { ...rows } });
      return rows;
    });
  }

  /** Deletes all records of one conversation but the versions of its facts, which later copies of facts are compared with. */
  async delete(conversationId: string): Promise<boolean> {
    if (!(await this.isClosed(conversationId))) return false;
    await this.inSteps(deleteEntries, conversationId);
    const isDeleted = await this.whileLocked(conversationId, async (tx) => {
      await this.conversations.changeMany(tx, [{ conversationId, command: { type: 'delete' } }]);
      await deleteClaims(tx, conversationId);
      tx.write(deleteEntries, [conversationId, null, null]);
      eraseBlock(tx, conversationId);
      tx.write(`delete from links where conversation_id = $1`, [conversationId]);
      tx.write(`delete from desk_reads where conversation_id = $1`, [conversationId]);
      tx.write(`delete from conversations where id = $1`, [conversationId]);
      return true;
    });
    return isDeleted ?? false;
  }

  private async isClosed(conversationId: string): Promise<boolean> {
    const rows = await this.database.query(`select from conversations where id = $1 and is_closed`, [
      conversationId,
    ]);
    return rows.length > 0;
  }

  /**
   * Leaves as many entries as one transaction may change. While the conversation is locked, those of nearly every
   * conversation thus stay for the next attempt, which reports their number.
   */
  private async inSteps(statement: string, conversationId: string): Promise<number> {
    const [last] = await this.database.query<{ seq: number }>(
      `select coalesce(max(seq), 0)::int as seq from entries where conversation_id = $1`,
      [conversationId],
    );
    const upTo = (last?.seq ?? 0) - entriesAtOnce;
    for (let rows = 0; ;) {
      if (upTo <= 0) return rows;
      const changed = await this.database.query(statement, [conversationId, entriesAtOnce, upTo]);
      rows += changed.length;
      if (changed.length < entriesAtOnce) return rows;
    }
  }

  private whileLocked<T>(conversationId: string, work: (tx: Tx) => Promise<T>): Promise<T | undefined> {
    return this.database.transaction(async (tx) => {
      const locked = await tx.query(
        `select from conversations where id = $1 and is_closed for update skip locked`,
        [conversationId],
      );
      return locked.length > 0 ? work(tx) : undefined;
    });
  }
}

const nextEntries = `(conversation_id, seq) in (
  select conversation_id, seq from entries where conversation_id = $1 and ($3::int is null or seq <= $3)`;

/** The client id is removed too, because clients choose it. The entry keeps its seq, its sender and its time. */
const eraseEntries = `
  update entries set text = null, client_id = null
  where ${nextEntries} and (text is not null or client_id is not null) order by seq limit $2) returning 1`;

const deleteEntries = `delete from entries where ${nextEntries} order by seq limit $2) returning 1`;

async function deleteClaims(tx: Tx, conversationId: string): Promise<number> {
  const [claims, claimants] = await Promise.all([
    tx.query(`delete from claims where conversation_id = $1 returning 1`, [conversationId]),
    tx.query(`delete from claimants where conversation_id = $1 returning 1`, [conversationId]),
  ]);
  return claims.length + claimants.length;
}

/** The retention keeps the hash of the customer's identity, so that the conversations of one customer stay together. */
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
