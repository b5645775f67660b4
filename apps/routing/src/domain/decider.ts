import type { RoutingFact } from '@rejoin/contracts';
import type { Decider, Decision } from '@rejoin/kernel';
import { assign, close, leaveAgent, loseAgent, transfer } from './agent-decisions';
import { autoClose, endWrapUpBlock } from './alarm-decisions';
import type { Command } from './commands';
import { evolve, type Conversation } from './conversation';
import { customerAway, customerBack, expire, queue, seal } from './customer-decisions';
import { accept, decline, missOffer, withdrawOffer } from './offer-decisions';

/**
 * Decides a command on a conversation: its state, its agent and the agent's units. `docs/domain.md` has the table of
 * transitions.
 *
 * Invariant: each offer or assignment acquires units once, and they are released once; accepting an offer acquires none. A
 * command that no longer applies to the state gives no facts; a request that cannot be met is refused by name. The caller
 * holds the row locks; the decider is pure.
 */
export function decide(conversation: Conversation, command: Command): Decision<RoutingFact> {
  switch (command.type) {
    case 'queue':
      return queue(conversation, command);
    case 'assign':
      return assign(conversation, command);
    case 'accept':
      return accept(conversation, command);
    case 'decline':
      return decline(conversation, command);
    case 'miss-offer':
      return missOffer(conversation, command);
    case 'withdraw-offer':
      return withdrawOffer(conversation, command);
    case 'customer-away':
      return customerAway(conversation, command);
    case 'customer-back':
      return customerBack(conversation, command);
    case 'expire':
      return expire(conversation, command);
    case 'seal':
      return seal(conversation, command);
    case 'close-tab':
      return leaveAgent(conversation, command.agentId, 'AgentClosedSession', command);
    case 'release':
      return leaveAgent(conversation, command.agentId, 'AgentTransferred', command);
    case 'lose-agent':
      return loseAgent(conversation, command);
    case 'transfer':
      return transfer(conversation, command);
    case 'end-wrap-up-block':
      return endWrapUpBlock(conversation, command);
    case 'auto-close':
      return autoClose(conversation, command);
    case 'close':
      return close(conversation, command);
  }
}

/** The decider of a conversation. It also remembers the newest known epoch. */
export const conversationDecider: Decider<Conversation, Command, RoutingFact> = { decide, evolve, remember };

function remember(conversation: Conversation, command: Command): Conversation {
  if (command.type !== 'customer-away' && command.type !== 'customer-back') return conversation;
  if (command.epoch <= conversation.windowEpoch) return conversation;
  return { ...conversation, windowEpoch: command.epoch };
}
