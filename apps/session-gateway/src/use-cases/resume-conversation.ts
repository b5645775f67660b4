import { hashSecret, isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { Connection } from '../domain/session';
import { ClaimsStore } from '../store/claims.store';
import type { ConversationChangeResult } from '../store/session-batch';
import { SettingsStore } from '../store/settings.store';
import { ReturnToConversation } from './return-to-conversation';
import { mayEmbed, withRedirect, type LateRefusal } from './widget-rules';

/** Resumes a conversation for a browser that still has its session's secret, in the same tab or in another one. */
@Injectable()
export class ResumeConversation {
  constructor(
    private readonly claims: ClaimsStore,
    private readonly settings: SettingsStore,
    private readonly returnTo: ReturnToConversation,
  ) {}

  /** Refuses unknown conversations and wrong secrets as `denied` without a difference, before anything is changed. */
  async run(request: {
    conversationId: string;
    secret: string;
    connection: Connection;
    origin: string | undefined;
  }): Promise<ConversationChangeResult | Refused | LateRefusal> {
    const secretHash = hashSecret(request.secret);
    const lookup = await this.claims.resume(request.conversationId, secretHash, request.origin);
    if (!lookup || lookup.epochOfSecret === null) return refuse('denied');
    const { session, askedAt } = lookup;
    const widget = await this.settings.widget(session.widgetId);
    if (!mayEmbed(widget, session.widgetId, request.origin)) return refuse('origin-not-allowed');
    if (!session.sealed && session.secretHash !== secretHash) return refuse('superseded');
    const outcome = await this.returnTo.run(session, {
      secretHash,
      way: 'resume',
      linkId: null,
      connection: request.connection,
      askedAt,
    });
    return isRefused(outcome) ? withRedirect(outcome, widget) : outcome;
  }
}
