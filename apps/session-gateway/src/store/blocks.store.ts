import { blockLimits, type Block } from '@rejoin/contracts';
import { Database, deleteExpired, limitLockWait, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { keysOfStart, type BlockedKey, type CustomerKeys } from '../domain/customer-keys';
import type { Session } from '../domain/session';

/** A conversation whose customer is to be blocked. */
export interface BlockableConversation extends CustomerKeys {
  readonly session: Session;
}

/** A block that a conversation has already. */
export interface StoredBlock {
  readonly blockId: string;
  readonly until: string | null;
}

export interface NewBlock {
  readonly blockId: string;
  readonly org: string;
  readonly conversationId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly reason: string | null;
  readonly madeAt: string;
  readonly until: string | null;
}

const lockMs = 200;
/** The most rows of each table that one call deletes. */
const overAtOnce = 1_000;
const lockName = `hashtextextended('rejoin:customer-blocks', 0)`;

/**
 * Waits for blocks that are being written, and lets none begin before the transaction is over. Otherwise a chat that
 * begins at the same time would be neither refused nor ended.
 */
export function shareWithBlocks(tx: Tx): void {
  tx.write(`select pg_advisory_xact_lock_shared(${lockName})`);
}

/** Waits for the starts that are being written, and lets none begin before the transaction is over. */
export function holdStarts(tx: Tx): void {
  tx.write(`select pg_advisory_xact_lock(${lockName})`);
}

/** Returns for each customer whether a block refuses a new chat. */
export async function readBlocked(tx: Tx, customers: readonly CustomerKeys[]): Promise<boolean[]> {
  const keys = customers.map(keysOfStart);
  const rows = await tx.query<{ key: string }>(
    `select distinct key from blocked_keys
     where key = any($1) and (until is null or until > clock_timestamp())`,
    [keys.flat()],
  );
  const blocked = new Set(rows.map(({ key }) => key));
  return keys.map((own) => own.some((key) => blocked.has(key)));
}

/** Stores which customers are blocked. */
@Injectable()
export class BlocksStore {
  constructor(private readonly database: Database) {}

  /**
   * Locks the conversation and others of its customer that are not closed, in id order, and returns it. `openIds` are
   * those that are not closed, at most {@link blockLimits.conversationsAtOnce}.
   */
  async lock(
    tx: Tx,
    org: string,
    conversationId: string,
  ): Promise<{ conversation: BlockableConversation; openIds: string[] } | undefined> {
    const [conversation] = await tx.query<BlockableConversation>(
      `select session, subject_hash as "subjectHash", browser_hash as "browserHash", address_hash as "addressHash"
       from conversations where id = $1 and org = $2`,
      [conversationId, org],
    );
    if (!conversation) return undefined;
    const { subjectHash, browserHash } = conversation;
    // All starts wait for this transaction, so it does not wait long for a conversation that somebody has locked.
    limitLockWait(tx, lockMs);
    const rows = await tx.query<{ id: string; session: Session }>(
      `select id, session from conversations where id in (
         select $1::text
         union all select id from (
           (select id from conversations
             where org = $2 and subject_hash = $3 and not is_closed and id <> $1 order by id limit $5)
           union
           (select id from conversations
             where org = $2 and browser_hash = $4 and not is_closed and id <> $1 order by id limit $5)
           order by id limit $5) others
       ) order by id for update`,
      [conversationId, org, subjectHash, browserHash, blockLimits.conversationsAtOnce.value - 1],
    );
    const session = rows.find(({ id }) => id === conversationId)?.session;
    return {
      conversation: session ? { ...conversation, session } : conversation,
      openIds: rows.filter((row) => row.session.state !== 'closed').map(({ id }) => id),
    };
  }

  async find(tx: Tx, conversationId: string): Promise<StoredBlock | undefined> {
    const [found] = await tx.query<StoredBlock>(
      `select id as "blockId", until from customer_blocks
       where conversation_id = $1 and (until is null or until > clock_timestamp()) for update`,
      [conversationId],
    );
    return found;
  }

  async isFull(tx: Tx, org: string): Promise<boolean> {
    const rows = await tx.query(`select from customer_blocks where org = $1 offset $2 limit 1`, [
      org,
      blockLimits.blocks.value - 1,
    ]);
    return rows.length > 0;
  }

  /** Writes a block in place of the one of the same conversation. */
  write(tx: Tx, block: NewBlock, keys: readonly BlockedKey[]): void {
    const { blockId, org, conversationId, accountId, accountName, reason, madeAt, until } = block;
    tx.write(`delete from customer_blocks where conversation_id = $1`, [conversationId]);
    tx.write(
      `insert into customer_blocks (id, org, conversation_id, account_id, account_name, reason, made_at, until)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [blockId, org, conversationId, accountId, accountName, reason, madeAt, until],
    );
    tx.write(
      `insert into blocked_keys (key, block_id, until)
       select key, $1, case when is_address
         then least($2::timestamptz, $3::timestamptz + make_interval(hours => $4)) else $2::timestamptz end
       from unnest($5::text[], $6::boolean[]) as k (key, is_address)`,
      [
        blockId,
        until,
        madeAt,
        blockLimits.addressHours.value,
        keys.map(({ key }) => key),
        keys.map(({ isAddress }) => isAddress),
      ],
    );
  }

  /** Removes a block. Returns the conversation in which it was made; undefined when there is no block. */
  async remove(tx: Tx, org: string, blockId: string): Promise<string | undefined> {
    const [removed] = await tx.query<{ conversationId: string }>(
      `delete from customer_blocks where id = $1 and org = $2 and (until is null or until > clock_timestamp())
       returning conversation_id as "conversationId"`,
      [blockId, org],
    );
    return removed?.conversationId;
  }

  /** Lists the blocks that are not over, the latest first. */
  list(org: string, beforeId: string, limit: number): Promise<Block[]> {
    return this.database.query<Block>(
      `select b.id as "blockId", b.conversation_id as "conversationId", c.customer_name as "customerName",
         coalesce((c.session->>'signedIn')::boolean, false) as "signedIn", b.account_id as "accountId",
         b.account_name as "accountName", b.reason, b.made_at as "madeAt", b.until
       from customer_blocks b left join conversations c on c.id = b.conversation_id
       where b.org = $1 and ($2 = '' or b.id < $2) and (b.until is null or b.until > clock_timestamp())
       order by b.id desc limit $3`,
      [org, beforeId, limit],
    );
  }

  /** Deletes blocks that are over, and keys of such blocks, some in each call. */
  async deleteOver(): Promise<void> {
    await this.database.together((sql) =>
      Promise.all([
        deleteExpired(sql, { table: 'blocked_keys', column: 'until', limit: overAtOnce }),
        deleteExpired(sql, { table: 'customer_blocks', column: 'until', limit: overAtOnce }),
      ]),
    );
  }
}

/** Removes the personal data of the blocks of a conversation that is erased. The block stays until its end. */
export function eraseBlock(tx: Tx, conversationId: string): void {
  tx.write(`update customer_blocks set reason = null where conversation_id = $1 and reason is not null`, [
    conversationId,
  ]);
}
