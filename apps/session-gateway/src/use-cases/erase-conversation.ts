import { isRefused } from '@rejoin/kernel';
import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { ErasedBecause } from '../domain/session-erasure';
import { writeAccess, type Accessor } from '../store/access-log.store';
import { ConversationsStore } from '../store/conversations.store';
import {
  deleteEarlyEntries,
  deleteRecords,
  eraseEarlyEntries,
  eraseRecords,
  isClosed,
  lockClosed,
  type ErasedRows,
} from '../store/erasure.store';

/**
 * Erases the texts of a closed conversation, or deletes its records. All entries but the last thousand come first, in short
 * transactions of their own, and do not need the lock of the conversation. The transaction with the fact comes last, so a
 * process that dies in between leaves work that is found again. A conversation that is not closed, or that another
 * transaction has locked, is left alone.
 */
@Injectable()
export class EraseConversation {
  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
  ) {}

  /** Returns undefined if the conversation is left alone. A request also erases the identity, and is recorded. */
  async erase(
    conversationId: string,
    because: ErasedBecause,
    requester?: Accessor,
  ): Promise<ErasedRows | undefined> {
    if (!(await isClosed(this.database, conversationId))) return undefined;
    const early = await eraseEarlyEntries(this.database, conversationId);
    return this.whileLocked(conversationId, async (tx) => {
      const [result] = await this.conversations.changeMany(tx, [
        { conversationId, command: { type: 'erase', because } },
      ]);
      if (result && isRefused(result)) throw new Error(`${conversationId} is closed, and was not erased`);
      const rest = await eraseRecords(tx, conversationId, { withIdentity: because === 'request' });
      const rows = { ...rest, entries: early + rest.entries };
      if (requester) writeAccess(tx, requester, { what: 'erasure', conversationId, details: { ...rows } });
      return rows;
    });
  }

  /** Returns whether the records were deleted. */
  async delete(conversationId: string): Promise<boolean> {
    if (!(await isClosed(this.database, conversationId))) return false;
    await deleteEarlyEntries(this.database, conversationId);
    const isDeleted = await this.whileLocked(conversationId, async (tx) => {
      await this.conversations.changeMany(tx, [{ conversationId, command: { type: 'delete' } }]);
      await deleteRecords(tx, conversationId);
      return true;
    });
    return isDeleted ?? false;
  }

  private whileLocked<T>(conversationId: string, work: (tx: Tx) => Promise<T>): Promise<T | undefined> {
    return this.database.transaction(async (tx) =>
      (await lockClosed(tx, conversationId)) ? work(tx) : undefined,
    );
  }
}
