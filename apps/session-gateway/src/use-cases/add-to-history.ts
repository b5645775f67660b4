import { isUnreachable } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { HistoryIndexStore } from '../store/history-index.store';

const batch = 20;
/** The pause after a full batch, so that many conversations at once leave Postgres to the chats. */
const nextBatchMs = 200;
/** A conversation that could not be added is tried again after this time. */
const retryMs = 60_000;

/**
 * Adds closed conversations to the history: new ones, and those that were closed before this release. Every gateway
 * does this for all conversations, each in a transaction of its own. The newest come first, so that a long backlog
 * does not delay what was closed just now.
 */
@Injectable()
export class AddToHistory {
  /** The conversations that could not be added, and when they are tried again. The others do not wait for them. */
  private readonly failedUntil = new Map<string, number>();

  constructor(private readonly history: HistoryIndexStore) {}

  /**
   * Adds the next batch. Throws the first error after all have been tried. Returns the milliseconds until more are
   * due, or null when none are left.
   */
  async run(now = performance.now()): Promise<number | null> {
    for (const [id, until] of this.failedUntil) if (until <= now) this.failedUntil.delete(id);
    const ids = await this.history.listMissing([...this.failedUntil.keys()], batch);
    let firstError: Error | undefined;
    for (const id of ids) {
      try {
        await this.history.add(id);
      } catch (error) {
        // A conversation that breaks its own connection looks like an outage. It must not come first for ever.
        this.failedUntil.set(id, now + retryMs);
        if (isUnreachable(error)) throw error;
        firstError ??= new Error(`the conversation ${id} was not added to the history`, { cause: error });
      }
    }
    if (firstError) throw firstError;
    const isFull = ids.length === batch;
    // What was closed just now is more urgent than the past.
    if (isFull || (await this.history.measureMissing(batch)) === batch) return nextBatchMs;
    // Nothing else wakes this job for a conversation that failed.
    const retries = [...this.failedUntil.values()];
    return retries.length > 0 ? Math.min(...retries) - now : null;
  }
}
