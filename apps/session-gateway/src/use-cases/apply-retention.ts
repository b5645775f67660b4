import { retentionLimits } from '@rejoin/contracts';
import { Injectable } from '@nestjs/common';
import { RetryMemory } from '../domain/retry-memory';
import { retainedNoLonger, retentionOverdue } from '../outbound/figures.metrics';
import { BlocksStore } from '../store/blocks.store';
import { RetentionStore, type DueConversation } from '../store/retention.store';
import { EraseConversation } from './erase-conversation';
import { tryEach } from './try-each';

const batch = retentionLimits.conversationsAtOnce.value;
/** The pause after a full batch, so that a long backlog leaves Postgres to the chats. */
const nextBatchMs = 200;
/** The pause after a batch that had something to do. */
const lookAgainMs = 1_000;

/**
 * Erases the texts of conversations, and deletes the records of conversations, that were closed longer ago than their
 * workstreams keep them, and blocks of customers that are over. Every gateway does this for all conversations, each in transactions of its own.
 */
@Injectable()
export class ApplyRetention {
  private readonly retries = new RetryMemory();

  constructor(
    private readonly retention: RetentionStore,
    private readonly erasure: EraseConversation,
    private readonly blocks: BlocksStore,
  ) {}

  /**
   * Processes the next batch. Throws the first error after all have been tried. Returns the milliseconds until more are
   * due, or null when none are left.
   */
  async run(now = performance.now()): Promise<number | null> {
    await this.blocks.deleteOver();
    const skipped = this.retries.skipped(now);
    const records = await this.retention.listRecords(skipped, batch);
    const withTexts = await this.retention.listWithTexts([...skipped, ...idsOf(records)], batch);
    observeOverdue('records', records);
    observeOverdue('transcripts', withTexts);

    const attempts = { retries: this.retries, now, failureOf };
    const errorOfRecords = await tryEach(idsOf(records), attempts, async (id) => {
      const isDone = await this.erasure.delete(id);
      if (isDone) retainedNoLonger.inc({ data: 'records' });
      return isDone;
    });
    const errorOfTexts = await tryEach(idsOf(withTexts), attempts, async (id) => {
      const isDone = (await this.erasure.erase(id, 'retention')) !== undefined;
      if (isDone) retainedNoLonger.inc({ data: 'transcripts' });
      return isDone;
    });
    const error = errorOfRecords ?? errorOfTexts;
    if (error) throw error;
    const isFull = records.length === batch || withTexts.length === batch;
    if (isFull) return nextBatchMs;
    return records.length + withTexts.length > 0 ? lookAgainMs : null;
  }
}

function idsOf(due: readonly DueConversation[]): string[] {
  return due.map(({ conversationId }) => conversationId);
}

function observeOverdue(data: 'records' | 'transcripts', due: readonly DueConversation[]): void {
  retentionOverdue.set({ data }, due[0]?.overdueSeconds ?? 0);
}

function failureOf(conversationId: string): string {
  return `the retention of ${conversationId} failed`;
}
