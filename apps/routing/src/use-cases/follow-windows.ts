import type { FactOf, reconnection } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Intent } from '../domain/commands';
import { ChangeConversations } from './change-conversations';

/** What the timer decides that changes a conversation. */
export type WindowFact = FactOf<
  typeof reconnection,
  'ReconnectionWindowOpened' | 'ReconnectAccepted' | 'ReconnectExpired' | 'ConversationSealed'
>;

/** Away, return, expiry and end, in the order in which the timer decided them. */
@Injectable()
export class FollowWindows {
  constructor(private readonly changes: ChangeConversations) {}

  async run(tx: Tx, facts: readonly WindowFact[]): Promise<void> {
    const orders = facts.map((fact) => ({
      conversationId: fact.data.conversationId,
      intent: intentOf(fact),
    }));
    const conversations = orders.map((order) => order.conversationId);
    this.changes.decide(tx, await this.changes.hold(tx, { conversations }), orders);
  }
}

function intentOf(fact: WindowFact): Intent {
  switch (fact.type) {
    case 'ReconnectionWindowOpened':
      return { type: 'customer-away', epoch: fact.data.epoch };
    case 'ReconnectAccepted':
      return { type: 'customer-back', epoch: fact.data.epoch };
    case 'ReconnectExpired':
      return { type: 'expire' };
    case 'ConversationSealed': {
      const { reason, by, agentId, accountId } = fact.data;
      const doer = { by, accountId, ...(by === 'agent' ? { byAgentId: agentId ?? undefined } : {}) };
      return { type: 'seal', reason, doer };
    }
  }
}
