import type { Reconnectable } from '@rejoin/contracts';
import { hashSecret, isRefused, type Refused } from '@rejoin/kernel';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { over, type Session } from '../domain/session';
import { SettingsStore } from '../store/settings.store';
import { CustomerIdentity } from './customer-identity';
import type { Claimed } from './redeem-link';
import { ReturnToConversation } from './return-to-conversation';
import { mayEmbed, tooLate, type TooLate } from './widget-rules';

/** The prompt of a signed-in customer: what could be continued, and continuing it. */
@Injectable()
export class ContinueConversation {
  constructor(
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly settings: SettingsStore,
    private readonly identities: CustomerIdentity,
    private readonly returnTo: ReturnToConversation,
  ) {}

  /** The away conversations of this customer whose time still runs. */
  async list(request: {
    widgetId: string;
    token: string;
    origin: string | undefined;
  }): Promise<Reconnectable | Refused> {
    const subjectHash = await this.subject(request);
    if (typeof subjectHash !== 'string') return subjectHash;
    const serverNow = this.time.now();
    const conversations = await this.database.query<Reconnectable['conversations'][number]>(
      `select c.id as "conversationId", last.at as "lastAt", (c.session->'window'->>'deadlineAt') as "deadlineAt",
         d.display_name as "agentName", last.text as "lastText"
       from conversations c left join desks d on d.agent_id = c.agent_id
       cross join lateral (
         select at, text from entries e where e.conversation_id = c.id and e.visibility = 'public'
         order by e.kind = 'message' desc, e.seq desc limit 1) as last
       where c.org = 'default' and c.widget_id = $1 and c.subject_hash = $2 and c.live
         and c.session->>'status' = 'away' and c.session->'window'->>'deadlineAt' > $3
       order by last.at desc limit 10`,
      [request.widgetId, subjectHash, serverNow],
    );
    return { conversations, serverNow };
  }

  async continue(request: {
    widgetId: string;
    conversationId: string;
    token: string;
    secret: string;
    origin: string | undefined;
  }): Promise<Claimed | Refused | TooLate> {
    const subjectHash = await this.subject(request);
    if (typeof subjectHash !== 'string') return subjectHash;
    const [row] = await this.database.query<{ session: Session }>(
      `select session from conversations where id = $1 and widget_id = $2 and subject_hash = $3`,
      [request.conversationId, request.widgetId, subjectHash],
    );
    if (!row) return { refused: 'denied' };
    const widget = await this.settings.widget(request.widgetId);
    if (row.session.sealed) return tooLate(over(row.session), widget);
    const secretHash = hashSecret(request.secret);
    const back = await this.returnTo.execute(row.session, {
      secretHash,
      way: 'prompt',
      linkId: null,
      line: null,
    });
    return isRefused(back) ? tooLate(back, widget) : { session: back.session };
  }

  private async subject(request: {
    widgetId: string;
    token: string;
    origin: string | undefined;
  }): Promise<string | Refused> {
    const widget = await this.settings.widget(request.widgetId);
    if (!widget) return { refused: 'denied' };
    if (!mayEmbed(widget, request.origin)) return { refused: 'origin-not-allowed' };
    const identity = await this.identities.verify(widget, request.token);
    if (isRefused(identity)) return identity;
    return identity?.subjectHash ?? { refused: 'sign-in-required' };
  }
}
