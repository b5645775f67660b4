import { hasReconnectSlug, socketLimits } from '@rejoin/contracts';
import { isRefused, newId, refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { fillVariables, hasOtherVariable, hasVariable } from '../domain/variables';
import type { Author } from '../domain/session-author';
import { linkPlaceholder, replaceReconnectSlug } from '../domain/reconnect-slug';
import type { Session } from '../domain/session';
import { ConversationsStore } from '../store/conversations.store';
import { readSession } from '../store/session-lookups';
import type { EntryRow } from '../store/entries.store';
import { SettingsStore } from '../store/settings.store';
import { readVariables } from '../store/variables';

export interface Message {
  readonly conversationId: string;
  readonly author: Author;
  /** The sender's own id of the message. Sending the same message again gives the first answer. */
  readonly clientId: string;
  readonly text: string;
}

type FilledMessage = Message & { readonly isFilled?: boolean };

/** Stores a message with the next seq, once for each client id. The answer follows the commit. */
@Injectable()
export class SendMessage {
  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
    private readonly settings: SettingsStore,
  ) {}

  async run(message: Message): Promise<EntryRow | Refused> {
    // The slug of an agent's message becomes a reconnect link. In a customer's message it is ordinary text, as are
    // variables. The slug is looked for before values are filled in, because the customer chooses the name.
    if (message.author.party !== 'agent') return this.store(message, null);
    const hasLink = hasReconnectSlug(message.text);
    const filled = await this.filled(message);
    if (isRefused(filled)) return filled;
    return hasLink ? this.withLink(filled) : this.store(filled, null);
  }

  /** Sends a quick reply of the conversation's workstream, with its slugs replaced. */
  async sendQuickReply(
    message: Omit<Message, 'text'> & { quickReplyId: string },
  ): Promise<EntryRow | Refused> {
    const [session, reply] = await Promise.all([
      readSession(this.database, message.conversationId),
      this.settings.quickReply(message.quickReplyId),
    ]);
    if (!isOwnConversation(session, message.author)) return refuse('not-your-conversation');
    if (!reply?.active || reply.workstreamId !== session.workstreamId) return refuse('quick-reply-unknown');
    if (hasOtherVariable(reply.body)) return refuse('variable-without-value');
    return this.run({ ...message, text: reply.body });
  }

  private async filled(message: Message): Promise<FilledMessage | Refused> {
    const { conversationId, author, text } = message;
    if (author.party !== 'agent' || !hasVariable(text)) return message;
    const values = await readVariables(this.database, conversationId, author.agentId);
    if (!values) return refuse('not-your-conversation');
    const filledText = fillVariables(text, values);
    if (isRefused(filledText)) return filledText;
    if (filledText.length > socketLimits.textUnits.value) return refuse('message-too-long');
    return { ...message, text: filledText, isFilled: true };
  }

  private async withLink(message: FilledMessage): Promise<EntryRow | Refused> {
    const session = await readSession(this.database, message.conversationId);
    if (!isOwnConversation(session, message.author)) return refuse('not-your-conversation');
    const widget = await this.settings.widget(session.widgetId);
    if (!widget?.reconnect.enabled || widget.reconnect.portalUrl === null) return refuse('reconnection-off');
    const text = replaceReconnectSlug(message.text, linkPlaceholder);
    return this.store({ ...message, text }, newId());
  }

  private async store(message: FilledMessage, linkId: string | null): Promise<EntryRow | Refused> {
    const { conversationId, author, clientId, text, isFilled = false } = message;
    const agentId = author.party === 'agent' ? author.agentId : null;
    const result = await this.conversations.change({
      conversationId,
      command: { type: 'post', author, bytes: Buffer.byteLength(text), linkId },
      post: { sender: author.party, agentId, clientId, text, visibility: 'public', linkId, isFilled },
      ...(linkId === null ? {} : { links: [{ linkId, redeem: false, by: null }] }),
    });
    if (isRefused(result)) return result;
    if (!result.entry) throw new Error(`no entry for message ${clientId}`);
    return result.entry;
  }
}

/**
 * The store checks this again while the row is locked. This check makes sure that other agents learn nothing about
 * the conversation.
 */
function isOwnConversation(session: Session | undefined, author: Author): session is Session {
  return session !== undefined && author.party === 'agent' && session.agentId === author.agentId;
}
