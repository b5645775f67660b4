import { extendWindow } from '@rejoin/contracts';
import { isRefused, requestName, refuse, type Refused, type EmptyReply } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { hasExtended, refuseEnded, type Actor, type Session } from '../domain/session';
import type { Author } from '../domain/session-author';
import { ConversationsStore } from '../store/conversations.store';
import { readSession } from '../store/session-lookups';
import { SettingsStore } from '../store/settings.store';
import { AuthoriseFrame } from './authorise-frame';

/**
 * Extends the window of a customer who is away, or the next window of a customer who is connected. A repeated request
 * has no further effect, also when the customer disconnected or returned in between.
 */
@Injectable()
export class ExtendTime {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly conversations: ConversationsStore,
    private readonly settings: SettingsStore,
    private readonly frames: AuthoriseFrame,
  ) {}

  async run(
    conversationId: string,
    actor: Actor,
    requestId: string,
    author?: Author,
  ): Promise<EmptyReply | Refused> {
    const session = await this.authorisedSession(conversationId, author);
    if (isRefused(session)) return session;
    const request = requestName(requestId);
    if (hasExtended(session, request)) return {};
    if (session.sealed) return refuseEnded(session);
    // The timer is asked only for a customer who is away. For a connected customer it could extend only a window that
    // belongs to someone else.
    if (session.status === 'away') {
      const result = await this.bus.ask(extendWindow, {
        conversationId,
        epoch: session.epoch,
        ...actor,
        requestId,
      });
      return isRefused(result) ? result : {};
    }
    const rules = await this.settings.windowRules(session);
    const result = await this.conversations.change({
      conversationId,
      command: { type: 'extend-ahead', ...actor, rules, request, ...(author ? { author } : {}) },
    });
    if (!isRefused(result)) return {};
    return result.refused === 'reconnect-available' ? refuse('unavailable') : result;
  }

  private async authorisedSession(
    conversationId: string,
    author: Author | undefined,
  ): Promise<Session | Refused> {
    if (author) return this.frames.run(conversationId, author);
    const session = await readSession(this.database, conversationId);
    return session ?? refuse('conversation-ended');
  }
}
