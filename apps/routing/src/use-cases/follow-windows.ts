import type { ReconnectionFact } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Intent } from '../domain/commands';
import { ChangeConversations } from './change-conversations';

/** Away, return, expiry and end, in the order in which the timer decided them. */
@Injectable()
export class FollowWindows {
  constructor(private readonly changes: ChangeConversations) {}

  async run(tx: Tx, facts: readonly ReconnectionFact[]): Promise<void> {
    const orders = facts.flatMap((fact) => {
      const intent = intentOf(fact);
      return intent ? [{ conversationId: fact.data.conversationId, intent }] : [];
    });
    if (orders.length === 0) return;
    const conversations = orders.map((order) => order.conversationId);
    this.changes.decide(tx, await this.changes.hold(tx, { conversations }), orders);
  }
}

function intentOf(fact: ReconnectionFact): Intent | undefined {
  switch (fact.type) {
    case 'ReconnectionWindowOpened':
      return { type: 'customer-away', epoch: fact.data.epoch };
    case 'ReconnectAccepted':
      return { type: 'customer-back', epoch: fact.data.epoch };
    case 'ReconnectExpired':
      return { type: 'expire' };
    case 'ConversationSealed':
      return { type: 'seal', reason: fact.data.reason };
    case 'ReconnectionWindowExtended':
    case 'ReconnectRequested':
    case 'ReconnectRejected':
      return undefined;
  }
}
