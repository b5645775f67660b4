import type { RoutingFact } from '@rejoin/contracts';
import type { Decider, Decision } from '@rejoin/kernel';
import { assign, close, leaveAgent, loseAgent, transfer } from './agent-decisions';
import { autoClose, endWrapUpBlock } from './alarm-decisions';
import type { Command } from './commands';
import { evolve, type Conversation } from './conversation';
import { customerAway, customerBack, expire, queue, seal } from './customer-decisions';

/**
 * What follows from a command, in the order it happens. What arrives for a state in which it has no meaning any
 * more gives no facts; what an agent asks for and cannot have is refused by name.
 */
export function decide(conversation: Conversation, command: Command): Decision<RoutingFact> {
  switch (command.type) {
    case 'queue':
      return queue(conversation, command);
    case 'assign':
      return assign(conversation, command);
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

/** A conversation also remembers the newest epoch that it heard of. */
export const conversationDecider: Decider<Conversation, Command, RoutingFact> = { decide, evolve, remember };

function remember(conversation: Conversation, command: Command): Conversation {
  if (command.type !== 'customer-away' && command.type !== 'customer-back') return conversation;
  if (command.epoch <= conversation.windowEpoch) return conversation;
  return { ...conversation, windowEpoch: command.epoch };
}
