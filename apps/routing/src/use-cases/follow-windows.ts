import type { FactOf, reconnection } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Intent } from '../domain/commands';
import { ChangeConversations } from './change-conversations';

/** The facts of the timer that change a conversation. */
export type WindowFact = FactOf<
  typeof reconnection,
  'ReconnectionWindowOpened' | 'ReconnectAccepted' | 'ReconnectExpired' | 'ConversationSealed'
>;

/** Applies disconnects, returns, expiries and ends in the order in which the timer decided them. */
@Injectable()
export class FollowWindows {
  constructor(private readonly changes: ChangeConversations) {}

  async run(tx: Tx, facts: readonly WindowFact[]): Promise<void> {
    const intents = facts.map((fact) => ({
      conversationId: fact.data.conversationId,
      intent: intentOf(fact),
    }));
    const conversations = intents.map((one) => one.conversationId);
    this.changes.decide(tx, await this.changes.lock(tx, { conversations }), intents);
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
      const actor = { by, accountId, ...(by === 'agent' ? { byAgentId: agentId ?? undefined } : {}) };
      return { type: 'seal', reason, actor };
    }
  }
}
