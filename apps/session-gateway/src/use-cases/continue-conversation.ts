import type { Reconnectable } from '@rejoin/contracts';
import { hashSecret, isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { listContinuable, readOfSubject } from '../store/session-lookups';
import { SettingsStore } from '../store/settings.store';
import { IdentifyCustomer } from './identify-customer';
import type { ClaimResult } from './redeem-link';
import { ReturnToConversation } from './return-to-conversation';
import { mayEmbed, withRedirect, type LateRefusal } from './widget-rules';

/** Lists the conversations that a signed-in customer can continue, and continues one. */
@Injectable()
export class ContinueConversation {
  constructor(
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly settings: SettingsStore,
    private readonly identifyCustomer: IdentifyCustomer,
    private readonly returnTo: ReturnToConversation,
  ) {}

  /**
   * Lists this customer's conversations that are away and whose window is open. With `connected`, the list also has
   * those that are not away.
   */
  async list(request: {
    widgetId: string;
    token: string;
    connected: boolean;
    origin: string | undefined;
  }): Promise<Reconnectable | Refused> {
    const subjectHash = await this.subject(request);
    if (typeof subjectHash !== 'string') return subjectHash;
    const serverNow = this.time.now();
    const { widgetId, connected } = request;
    const conversations = await listContinuable(this.database, {
      widgetId,
      subjectHash,
      connected,
      now: serverNow,
    });
    return { conversations, serverNow };
  }

  async continue(request: {
    widgetId: string;
    conversationId: string;
    token: string;
    secret: string;
    origin: string | undefined;
  }): Promise<ClaimResult | Refused | LateRefusal> {
    const subjectHash = await this.subject(request);
    if (typeof subjectHash !== 'string') return subjectHash;
    const { conversationId, widgetId } = request;
    const session = await readOfSubject(this.database, { conversationId, widgetId, subjectHash });
    if (!session) return refuse('denied');
    const widget = await this.settings.widget(request.widgetId);
    const secretHash = hashSecret(request.secret);
    const result = await this.returnTo.run(session, {
      secretHash,
      way: 'prompt',
      linkId: null,
      connection: null,
    });
    return isRefused(result) ? withRedirect(result, widget) : { session: result.session };
  }

  private async subject(request: {
    widgetId: string;
    token: string;
    origin: string | undefined;
  }): Promise<string | Refused> {
    const widget = await this.settings.widget(request.widgetId);
    if (!widget) return refuse('denied');
    if (!mayEmbed(widget, request.widgetId, request.origin)) return refuse('origin-not-allowed');
    const identity = await this.identifyCustomer.run(widget, request.token);
    if (isRefused(identity)) return identity;
    return identity?.subjectHash ?? refuse('sign-in-required');
  }
}
