import type { GivenPage } from '@rejoin/contracts';
import { isRefused, type Refused, type EmptyReply } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { Author } from '../domain/session-author';
import { pageVisitOf } from '../domain/visit';
import { ConversationsStore } from '../store/conversations.store';

/** Shows the agent which page the customer has opened. It is no entry of the transcript, and no fact. */
@Injectable()
export class VisitPage {
  constructor(private readonly conversations: ConversationsStore) {}

  async run(
    conversationId: string,
    author: Extract<Author, { party: 'customer' }>,
    page: GivenPage,
  ): Promise<EmptyReply | Refused> {
    const result = await this.conversations.change({
      conversationId,
      command: { type: 'visit-page', author },
      visitedPage: pageVisitOf(page),
    });
    return isRefused(result) ? result : {};
  }
}
