import type { SealReason } from '@rejoin/contracts';
import { isRefused, type Refused, type EmptyReply } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { RequestedEnd } from '../domain/session';
import type { Author } from '../domain/session-author';
import { ConversationsStore } from '../store/conversations.store';
import { readUpcomingWork } from '../store/upcoming-work';
import { listEnding } from '../store/session-lookups';
import { SealConversation } from './seal-conversation';

const batch = 100;
/** The next batch follows after this time. */
const nextBatchMs = 2_000;

/**
 * Ends a conversation for good, for a customer or an agent. The author is authorised and the end is recorded while
 * the conversation's row is locked, so an end and a takeover exclude each other. The gateway asks the timer for the
 * seal until it has been given.
 */
@Injectable()
export class EndConversation {
  /** The last conversation of a full batch. An empty text starts at the first conversation. */
  private triedUpTo = '';

  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
    private readonly sealing: SealConversation,
  ) {}

  async run(conversationId: string, author: Author, reason: SealReason): Promise<EmptyReply | Refused> {
    const result = await this.conversations.change({
      conversationId,
      command: { type: 'end', author, reason },
    });
    if (isRefused(result)) return result;
    const { sealed, ending } = result.session;
    return sealed || !ending ? {} : this.seal(conversationId, ending);
  }

  /**
   * Asks again for the seal of ends that the timer has not sealed, for example because it was unreachable or because
   * the gateway died before it had asked. The seals of a batch are requested at the same time, and the next call
   * continues after the batch, so one failure delays no other end. Throws the first error after all have been tried.
   * Returns the milliseconds until the next end is due, or null when there is none.
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

  private async seal(conversationId: string, ending: RequestedEnd) {
    const result = await this.sealing.run({ conversationId, ...ending });
    return isRefused(result) ? result : {};
  }
}
