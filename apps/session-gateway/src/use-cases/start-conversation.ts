import type { Visit, WidgetSettings } from '@rejoin/contracts';
import { hashSecret, isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { CustomerKeys } from '../domain/customer-keys';
import { type Connection, refuseEnded, type Session } from '../domain/session';
import { StartLimits } from '../domain/start-limits';
import { AddressKey } from '../keys/address-key';
import { ConversationsStore } from '../store/conversations.store';
import { SettingsStore } from '../store/settings.store';
import { CreateConversations, type NewStart } from './create-conversations';
import { IdentifyCustomer, type Identity } from './identify-customer';
import { ReturnToConversation } from './return-to-conversation';
import { SealConversation } from './seal-conversation';
import { isTooLate, mayEmbed, withRedirect, type LateRefusal } from './widget-rules';

export interface StartRequest {
  readonly widgetId: string;
  readonly secret: string;
  readonly name: string | null;
  readonly locale: string | null;
  readonly context: Record<string, string> | null;
  readonly visit: Visit | null;
  /** The random id that the browser keeps; null from clients that have none. */
  readonly browser: string | null;
  readonly token: string | undefined;
  readonly startNew: boolean;
  /** Whether the customer must be asked before a conversation that is connected elsewhere is taken over. */
  readonly asksFirst: boolean;
  readonly connection: Connection;
  readonly origin: string | undefined;
  readonly address: string;
}

export interface StartResult {
  readonly session: Session;
  /** False when the conversation existed already. */
  readonly created: boolean;
}

/**
 * Starts a conversation. The hash of the client's secret makes the start idempotent. A signed-in customer has one
 * live conversation for each widget. A second start takes that conversation over from the other device. It is refused
 * as `reconnect-available` while the customer is away, or when the page asks first. With `startNew`, the old
 * conversation is ended first.
 */
@Injectable()
export class StartConversation {
  constructor(
    private readonly creation: CreateConversations,
    private readonly conversations: ConversationsStore,
    private readonly settings: SettingsStore,
    private readonly identifyCustomer: IdentifyCustomer,
    private readonly returnTo: ReturnToConversation,
    private readonly sealing: SealConversation,
    private readonly limits: StartLimits,
    private readonly addresses: AddressKey,
  ) {}

  async run(start: StartRequest): Promise<StartResult | Refused | LateRefusal> {
    const widget = await this.settings.widget(start.widgetId);
    if (!widget) return refuse('denied');
    if (!mayEmbed(widget, start.widgetId, start.origin)) return refuse('origin-not-allowed');
    const identity = await this.identifyCustomer.run(widget, start.token);
    if (isRefused(identity)) return identity;
    const secretHash = hashSecret(start.secret);
    const locale = start.locale ?? widget.locale;

    const startKey = { widgetId: start.widgetId, secretHash, subjectHash: identity?.subjectHash ?? null };
    for (let attempt = 1; attempt <= 3; attempt++) {
      const existing = await this.creation.find(startKey);
      if (existing?.bySecret) return this.repeatStart(existing.session, start, secretHash);
      if (!existing) {
        if (!(await this.takesNewChats(widget))) return refuse('widget-inactive');
        const { workstreamId } = widget;
        const keys = this.keysOf(start, identity);
        const session = await this.create(start, { start, secretHash, keys, identity, locale, workstreamId });
        if (isRefused(session)) return session;
        if (session) return { session, created: true };
        continue;
      }
      const { session } = existing;
      if (!start.startNew) {
        const result = await this.takeOverFrom(session, start, secretHash);
        // The conversation ended after the lookup, so the customer gets a new one.
        if (isRefused(result) && isTooLate(result)) continue;
        return result;
      }
      // This is checked before the old conversation is ended, because otherwise it would be ended for nothing.
      if (!(await this.takesNewChats(widget))) return refuse('widget-inactive');
      const { conversationId } = session;
      const sealResult = await this.sealing.run({
        conversationId,
        by: 'customer',
        reason: 'started-new',
      });
      if (isRefused(sealResult)) return sealResult;
      // The timer has decided the seal, so the customer's next conversation need not wait for its fact.
      await this.conversations.endLife(conversationId);
    }
    return refuse('unavailable');
  }

  /** Returns undefined when another start of the same customer was committed first. */
  private async create(start: StartRequest, conversation: NewStart): Promise<Session | Refused | undefined> {
    if (conversation.identity) return this.creation.create(conversation);
    const limitRefusal = this.limits.take(start, performance.now());
    if (limitRefusal) return limitRefusal;
    let session: Session | Refused | undefined;
    try {
      session = await this.creation.create(conversation);
      return session;
    } finally {
      if (!session) this.limits.giveBack(start);
    }
  }

  /** Browser and address are those of an anonymous customer. A signed-in customer needs neither. */
  private keysOf({ browser, address }: StartRequest, identity: Identity | null): CustomerKeys {
    if (identity) return { subjectHash: identity.subjectHash, browserHash: null, addressHash: null };
    const browserHash = browser === null ? null : hashSecret(browser);
    return { subjectHash: null, browserHash, addressHash: this.addresses.hash(address) };
  }

  /** A workstream that is inactive gets no new chats. Its existing chats are served until they end. */
  private async takesNewChats({ active, workstreamId }: WidgetSettings): Promise<boolean> {
    return active && (await this.settings.workstream(workstreamId))?.active !== false;
  }

  /** The client repeats a start because it has not received the first answer. */
  private async repeatStart(
    session: Session,
    start: StartRequest,
    secretHash: string,
  ): Promise<StartResult | Refused | LateRefusal> {
    const widget = await this.settings.widget(session.widgetId);
    if (session.sealed) return withRedirect(refuseEnded(session), widget);
    if (session.secretHash !== secretHash) return refuse('superseded');
    const result = await this.returnTo.run(session, {
      secretHash,
      way: 'resume',
      linkId: null,
      connection: start.connection,
    });
    return isRefused(result) ? withRedirect(result, widget) : { session: result.session, created: false };
  }

  /** The same signed-in customer starts on another device. */
  private async takeOverFrom(
    session: Session,
    start: StartRequest,
    secretHash: string,
  ): Promise<StartResult | Refused> {
    const needsPrompt = session.status === 'away' || (start.asksFirst && session.secretHash !== secretHash);
    if (needsPrompt) return refuse('reconnect-available');
    const result = await this.returnTo.run(session, {
      secretHash,
      way: 'prompt',
      linkId: null,
      connection: start.connection,
    });
    return isRefused(result) ? result : { session: result.session, created: false };
  }
}
