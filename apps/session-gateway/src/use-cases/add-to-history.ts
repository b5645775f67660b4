import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { RetryMemory } from '../domain/retry-memory';
import { HistoryIndexStore } from '../store/history-index.store';
import { tryEach } from './try-each';

const batch = 20;
/** The pause after a full batch, so that many conversations at once leave Postgres to the chats. */
const nextBatchMs = 200;

/**
 * Adds closed conversations to the history: new ones, and those that were closed before this release. Every gateway
 * does this for all conversations, each in a transaction of its own. The newest come first, so that a long backlog
 * does not delay what was closed just now.
 */
@Injectable()
export class AddToHistory {
  private readonly retries = new RetryMemory();

  constructor(
    private readonly database: Database,
    private readonly history: HistoryIndexStore,
  ) {}

  /**
   * Adds the next batch. Throws the first error after all have been tried. Returns the milliseconds until more are
   * due, or null when none are left.
   */
  async run(now = performance.now()): Promise<number | null> {
    const ids = await this.history.listMissing(this.retries.skipped(now), batch);
    const error = await tryEach(ids, { retries: this.retries, now, failureOf }, async (id) => {
      await this.add(id);
      return true;
    });
    if (error) throw error;
    const isFull = ids.length === batch;
    // What was closed just now is more urgent than the past.
    if (isFull || (await this.measureMissing()) === batch) return nextBatchMs;
    // Nothing else wakes this job for a conversation that failed.
    return this.retries.nextInMs(now);
  }

  /** Reads outside the transaction, which locks the row, because splitting many texts takes long. */
  async add(conversationId: string): Promise<void> {
    const missing = await this.history.readMissing(conversationId);
    if (missing) await this.database.transaction((tx) => this.history.add(tx, missing));
  }

  private measureMissing(): Promise<number> {
    return this.database.transaction((tx) => this.history.measureMissing(tx, batch));
  }
}

function failureOf(conversationId: string): string {
  return `the conversation ${conversationId} was not added to the history`;
}
