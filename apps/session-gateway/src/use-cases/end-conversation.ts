import type { SealReason } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { RequestedEnd } from '../domain/session';
import type { Author } from '../domain/session-author';
import { ConversationsStore } from '../store/conversations.store';
import { readUpcomingWork } from '../store/upcoming-work';
import { listEnding } from '../store/session-lookups';
import { SealConversation } from './seal-conversation';

const batch = 100;
/** A batch follows the one before so much later. */
const nextBatchMs = 2_000;

/**
 * A customer or an agent ends a conversation for good. Their right to it is judged, and the end recorded, under the
 * lock of the conversation's row: a takeover comes before it, and then it is refused, or after it, and then the
 * takeover is. The timer seals, as often as it takes until it has.
 */
@Injectable()
export class EndConversation {
  /** The last conversation of a full batch; empty: begin at the first one. */
  private triedUpTo = '';

  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
    private readonly sealing: SealConversation,
  ) {}

  async execute(
    conversationId: string,
    author: Author,
    reason: SealReason,
  ): Promise<Record<string, never> | Refused> {
    const result = await this.conversations.change({
      conversationId,
      command: { type: 'end', author, reason },
    });
    if (isRefused(result)) return result.refused === 'denied' ? { refused: 'not-your-conversation' } : result;
    const { sealed, ending } = result.session;
    return sealed || !ending ? {} : this.seal(conversationId, ending);
  }

  /**
   * Ends that were decided while the timer was away, or by a gateway that died before it had asked. One that cannot be
   * sealed now holds up no other: a batch is asked for together, and the next call goes on behind it. Throws the first
   * error when all have been tried. Gives in how many milliseconds there is one to ask for, or null when there is none.
   */
  async retryEnds(): Promise<number | null> {
    const [due, { endingInMs }] = await this.database.together((sql) =>
      Promise.all([listEnding(sql, { after: this.triedUpTo, limit: batch }), readUpcomingWork(sql)]),
    );
    this.triedUpTo = due.length === batch ? (due.at(-1)?.conversationId ?? '') : '';
    const results = await Promise.allSettled(
      due.map(async ({ conversationId, ending }) => {
        if (ending) await this.seal(conversationId, ending);
      }),
    );
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    return due.length > 0 ? nextBatchMs : endingInMs;
  }

  private async seal(conversationId: string, { by, agentId, reason }: RequestedEnd) {
    const result = await this.sealing.execute({ conversationId, by, agentId, reason });
    return isRefused(result) ? result : {};
  }
}
