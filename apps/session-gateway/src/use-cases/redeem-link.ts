import { hashSecret, isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session';
import { LinkKey } from '../keys/link-key';
import { readLink } from '../store/links.store';
import { readOwned } from '../store/session-lookups';
import { SettingsStore } from '../store/settings.store';
import { IdentifyCustomer } from './identify-customer';
import { ReturnToConversation } from './return-to-conversation';
import { mayEmbed, withRedirect, type LateRefusal } from './widget-rules';

/** The result of a claim over HTTP. The client then resumes the conversation with its secret. */
export interface ClaimResult {
  readonly session: Session;
}

/**
 * Redeems a reconnect link. Unknown, used and foreign links are refused as `denied` without a difference. A genuine
 * link that is too late is refused as such. The same secret that redeems a link again gets the same answer.
 */
@Injectable()
export class RedeemLink {
  constructor(
    private readonly database: Database,
    private readonly key: LinkKey,
    private readonly settings: SettingsStore,
    private readonly identifyCustomer: IdentifyCustomer,
    private readonly returnTo: ReturnToConversation,
  ) {}

  async run(request: {
    widgetId: string;
    link: string;
    secret: string;
    token: string | undefined;
    origin: string | undefined;
  }): Promise<ClaimResult | Refused | LateRefusal> {
    const widget = await this.settings.widget(request.widgetId);
    if (!widget) return refuse('denied');
    if (!mayEmbed(widget, request.widgetId, request.origin)) return refuse('origin-not-allowed');
    const linkId = this.key.verify(request.link);
    const link = linkId === undefined ? undefined : await readLink(this.database, linkId);
    if (!link || link.widgetId !== request.widgetId) return refuse('denied');

    const identity = await this.identifyCustomer.run(widget, request.token);
    if (isRefused(identity)) return identity;
    const session = await readOwned(this.database, link.conversationId, identity?.subjectHash ?? null);
    if (!session) return refuse('denied');
    const secretHash = hashSecret(request.secret);
    if (link.redeemedBy !== null && link.redeemedBy !== secretHash) return refuse('denied');
    if (link.redeemedBy !== null && !session.sealed)
      return session.secretHash === secretHash ? { session } : refuse('superseded');

    const result = await this.returnTo.run(session, {
      secretHash,
      way: 'link',
      linkId: link.id,
      connection: null,
    });
    return isRefused(result) ? withRedirect(result, widget) : { session: result.session };
  }
}
