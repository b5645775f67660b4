import { retentionLimits } from '@rejoin/contracts';
import { isUnreachable } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { BlocksStore } from '../store/blocks.store';
import { ErasureStore } from '../store/erasure.store';
import { RetentionStore, type DueConversation } from '../store/retention.store';
import { retainedNoLonger, retentionOverdue } from './figures.metrics';

const batch = retentionLimits.conversationsAtOnce.value;
/** The pause after a full batch, so that a long backlog leaves Postgres to the chats. */
const nextBatchMs = 200;
/** The pause after a batch that had something to do. */
const lookAgainMs = 1_000;
/** When a conversation is tried again that failed, or that was locked, perhaps by another gateway that does the same. */
const retryMs = { failed: 60_000, locked: 5_000 };

/**
 * Erases the texts of conversations, and deletes the records of conversations, that were closed longer ago than their
 * workstreams keep them, and blocks of customers that are over. Every gateway does this for all conversations, each in transactions of its own.
 */
@Injectable()
export class KeepNoLonger {
  /** The conversations that are not tried before this time. The others do not wait for them. */
  private readonly skippedUntil = new Map<string, number>();

  constructor(
    private readonly retention: RetentionStore,
    private readonly erasure: ErasureStore,
    private readonly blocks: BlocksStore,
  ) {}

  /**
   * Processes the next batch. Throws the first error after all have been tried. Returns the milliseconds until more are
   * due, or null when none are left.
   */
  async run(now = performance.now()): Promise<number | null> {
    for (const [id, until] of this.skippedUntil) if (until <= now) this.skippedUntil.delete(id);
    await this.blocks.deleteOver();
    const skipped = [...this.skippedUntil.keys()];
    const records = await this.retention.listRecords(skipped, batch);
    const deleted = new Set(records.map(({ conversationId }) => conversationId));
    const withTexts = await this.retention.listWithTexts([...skipped, ...deleted], batch);
    observeOverdue('records', records);
    observeOverdue('transcripts', withTexts);

    const errors: Error[] = [];
    await this.each(records, now, errors, async (id) => {
      const isDone = await this.erasure.delete(id);
      if (isDone) retainedNoLonger.inc({ data: 'records' });
      return isDone;
    });
    await this.each(withTexts, now, errors, async (id) => {
      const isDone = (await this.erasure.erase(id, 'retention')) !== undefined;
      if (isDone) retainedNoLonger.inc({ data: 'transcripts' });
      return isDone;
    });
    if (errors[0]) throw errors[0];
    const isFull = records.length === batch || withTexts.length === batch;
    if (isFull) return nextBatchMs;
    return records.length + withTexts.length > 0 ? lookAgainMs : null;
  }

  private async each(
    due: readonly DueConversation[],
    now: number,
    errors: Error[],
    process: (conversationId: string) => Promise<boolean>,
  ): Promise<void> {
    for (const { conversationId } of due) {
      try {
        if (!(await process(conversationId))) this.skippedUntil.set(conversationId, now + retryMs.locked);
      } catch (error) {
        this.skippedUntil.set(conversationId, now + retryMs.failed);
        if (isUnreachable(error)) throw error;
        errors.push(new Error(`the retention of ${conversationId} failed`, { cause: error }));
      }
    }
  }
}

function observeOverdue(data: 'records' | 'transcripts', due: readonly DueConversation[]): void {
  retentionOverdue.set({ data }, due[0]?.overdueSeconds ?? 0);
}
