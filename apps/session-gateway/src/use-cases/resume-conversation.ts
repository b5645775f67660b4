import { hashSecret, isRefused, type Refused } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { Line } from '../domain/session';
import { ClaimsStore } from '../store/claims.store';
import type { Changed } from '../store/session-batch';
import { SettingsStore } from '../store/settings.store';
import { ReturnToConversation } from './return-to-conversation';
import { mayEmbed, tooLate, type TooLate } from './widget-rules';

/** The same browser, which still holds its session's secret, comes back (or opens a further tab). */
@Injectable()
export class ResumeConversation {
  constructor(
    private readonly claims: ClaimsStore,
    private readonly settings: SettingsStore,
    private readonly returnTo: ReturnToConversation,
  ) {}

  /** Unknown conversations and wrong secrets are `denied` alike, before anything is touched. */
  async execute(request: {
    conversationId: string;
    secret: string;
    line: Line;
    origin: string | undefined;
  }): Promise<Changed | Refused | TooLate> {
    const secretHash = hashSecret(request.secret);
    const found = await this.claims.resume(request.conversationId, secretHash, request.origin);
    if (!found || found.epochOfSecret === null) return { refused: 'denied' };
    const { session, askedAt } = found;
    const widget = await this.settings.widget(session.widgetId);
    if (!mayEmbed(widget, request.origin)) return { refused: 'origin-not-allowed' };
    if (!session.sealed && session.secretHash !== secretHash) return { refused: 'superseded' };
    const outcome = await this.returnTo.execute(session, {
      secretHash,
      way: 'resume',
      linkId: null,
      line: request.line,
      askedAt,
    });
    return isRefused(outcome) ? tooLate(outcome, widget) : outcome;
  }
}
