import { isRefused, type Refused } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { Author } from '../domain/session-author';
import { ConversationsStore } from '../store/conversations.store';
import type { EntryRow } from '../store/entries.store';

export interface Note {
  readonly conversationId: string;
  readonly author: Extract<Author, { party: 'agent' }>;
  /** The writer's own id of the note. Adding the same note again gives the first answer. */
  readonly clientId: string;
  readonly text: string;
}

/** Adds an internal note to the transcript. Slugs in a note are not replaced. */
@Injectable()
export class AddNote {
  constructor(private readonly conversations: ConversationsStore) {}

  async run({ conversationId, author, clientId, text }: Note): Promise<EntryRow | Refused> {
    const { agentId } = author;
    const result = await this.conversations.change({
      conversationId,
      command: { type: 'post', author, bytes: Buffer.byteLength(text), linkId: null, isNote: true },
      post: { sender: 'agent', agentId, clientId, text, visibility: 'internal', linkId: null },
    });
    if (isRefused(result)) return result;
    if (!result.entry) throw new Error(`no entry for note ${clientId}`);
    return result.entry;
  }
}
