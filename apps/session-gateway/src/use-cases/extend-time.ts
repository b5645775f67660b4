import { extendWindow } from '@rejoin/contracts';
import { isRefused, requestName, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { isExtendedBy, over, type Doer } from '../domain/session';
import { ConversationsStore } from '../store/conversations.store';
import { readSession } from '../store/session-lookups';
import { SettingsStore } from '../store/settings.store';

/**
 * More time: on the window that runs, or, while the customer is here, on the next one. The same request again is
 * done, also when the customer has dropped or come back between the two tries.
 */
@Injectable()
export class ExtendTime {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly conversations: ConversationsStore,
    private readonly settings: SettingsStore,
  ) {}

  async execute(
    conversationId: string,
    doer: Doer,
    requestId: string,
  ): Promise<Record<string, never> | Refused> {
    const session = await readSession(this.database, conversationId);
    if (!session) return { refused: 'conversation-ended' };
    const request = requestName(requestId);
    if (isExtendedBy(session, request)) return {};
    if (session.sealed) return over(session);
    if (session.status === 'away') {
      const extended = await this.bus.ask(extendWindow, {
        conversationId,
        epoch: session.epoch,
        ...doer,
        requestId,
      });
      return isRefused(extended) ? extended : {};
    }
    const rules = await this.settings.windowRules(session);
    const changed = await this.conversations.change({
      conversationId,
      command: { type: 'extend-ahead', ...doer, rules, request },
    });
    if (!isRefused(changed)) return {};
    return changed.refused === 'reconnect-available' ? { refused: 'unavailable' } : changed;
  }
}
