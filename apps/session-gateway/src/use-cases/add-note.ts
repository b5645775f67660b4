import { isRefused, type Refused } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { Author } from '../domain/session-author';
import { ConversationsStore } from '../store/conversations.store';
import type { EntryRow } from '../store/entries.store';

export interface Note {
  readonly conversationId: string;
  readonly author: Extract<Author, { party: 'agent' }>;
  /** The writer's own id, as of a message: adding it again gets the first answer. */
  readonly clientId: string;
  readonly text: string;
}

/** Keeps a note for the support side in the transcript. A slug in it stays what was typed. */
@Injectable()
export class AddNote {
  constructor(private readonly conversations: ConversationsStore) {}

  async execute({ conversationId, author, clientId, text }: Note): Promise<EntryRow | Refused> {
    const { agentId } = author;
    const result = await this.conversations.change({
      conversationId,
      command: { type: 'post', author, bytes: Buffer.byteLength(text), linkId: null, isNote: true },
      post: { sender: 'agent', agentId, clientId, text, visibility: 'internal', linkId: null },
    });
    if (isRefused(result)) {
      return result.refused === 'denied' ? { refused: 'not-your-conversation' } : result;
    }
    if (!result.entry) throw new Error(`no entry for note ${clientId}`);
    return result.entry;
  }
}
