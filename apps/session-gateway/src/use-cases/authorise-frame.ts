import { isRefused, type Refused } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { Author, AuthoriseCommand } from '../domain/session-author';
import type { Session } from '../domain/session';
import { ConversationsStore } from '../store/conversations.store';

/**
 * Checks whether a frame's connection may still act, before another service is asked to do what the frame says. The
 * check locks the conversation's row and shares its commit with messages that are stored at the same time.
 */
@Injectable()
export class AuthoriseFrame {
  constructor(private readonly conversations: ConversationsStore) {}

  async run(
    conversationId: string,
    author: Author,
    options: Pick<AuthoriseCommand, 'isUnassigned'> = {},
  ): Promise<Session | Refused> {
    const result = await this.conversations.change({
      conversationId,
      command: { type: 'authorise', author, ...options },
    });
    return isRefused(result) ? result : result.session;
  }
}
