import { isRefused, type Refused, type EmptyReply } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { Author } from '../domain/session-author';
import { ConversationsStore } from '../store/conversations.store';

/** Corrects the name of a customer for this conversation. The name that the customer gave is kept. */
@Injectable()
export class RenameCustomer {
  constructor(private readonly conversations: ConversationsStore) {}

  async run(
    conversationId: string,
    author: Extract<Author, { party: 'agent' }>,
    name: string,
  ): Promise<EmptyReply | Refused> {
    const result = await this.conversations.change({
      conversationId,
      command: { type: 'rename', author },
      rename: { name: name.trim() || null, agentId: author.agentId },
    });
    return isRefused(result) ? result : {};
  }
}
