import type { Reason, RoutingFact } from '@rejoin/contracts';
import { refuse, type Decision } from '@rejoin/kernel';
import { hasRoom } from './capacity';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import { assigned, closed, held, released, requeued } from './slot-facts';

export function assign(
  conversation: Conversation,
  { by, to, at, terms }: CommandOf<'assign'>,
): Decision<RoutingFact> {
  if (conversation.state === 'active' && conversation.agentId === to.agentId) return [];
  if (conversation.state !== 'open' || conversation.away) return refuse('not-open');
  if (!to.reachable) return refuse('agent-unavailable');
  const units = terms.unitsPerConversation;
  if (!hasRoom(to, units)) return refuse('no-free-capacity');
  return [assigned(conversation, to, { by, units, at })];
}

/** Closing the tab and releasing: asking again after it left this agent is already so. */
export function leaveAgent(
  conversation: Conversation,
  agentId: string,
  reason: Reason,
  { at }: CommandOf<'close-tab' | 'release'>,
): Decision<RoutingFact> {
  if (conversation.agentId !== agentId) {
    const live = conversation.state === 'open' || conversation.state === 'active';
    if (live && conversation.lastAgentId === agentId) return [];
    return refuse('not-your-conversation');
  }
  if (conversation.state !== 'active') return refuse('not-active');
  return requeued(conversation, reason, at);
}

export function loseAgent(
  conversation: Conversation,
  { agentId, at }: CommandOf<'lose-agent'>,
): Decision<RoutingFact> {
  if (conversation.state !== 'active' || conversation.agentId !== agentId) return [];
  return requeued(conversation, 'AgentDisconnected', at);
}

/** Moves the units at their fixed price; a hold stays a hold, now with the other agent. */
export function transfer(
  conversation: Conversation,
  { askedBy, accountId, to, at }: CommandOf<'transfer'>,
): Decision<RoutingFact> {
  const { state, agentId, lastAgentId, units, slot } = conversation;
  if (askedBy !== null && askedBy !== agentId && askedBy !== lastAgentId) {
    return refuse('not-your-conversation');
  }
  if (state !== 'active') return refuse('not-active');
  if (agentId === to.agentId) return [];
  if (askedBy !== null && askedBy !== agentId) return refuse('not-your-conversation');
  if (!to.reachable) return refuse('agent-unavailable');
  if (!hasRoom(to, units)) return refuse('no-free-capacity');
  return [
    ...released(conversation, at),
    assigned(conversation, to, { by: 'transfer', accountId, units, at }),
    ...(slot === 'held' ? [held({ ...conversation, agentId: to.agentId }, at)] : []),
  ];
}

export function close(
  conversation: Conversation,
  { agentId, at }: CommandOf<'close'>,
): Decision<RoutingFact> {
  if (conversation.state === 'closed' && conversation.lastAgentId === agentId) return [];
  if (conversation.agentId !== agentId) return refuse('not-your-conversation');
  if (conversation.state !== 'wrap-up') return refuse('not-in-wrap-up');
  return closed(conversation, 'ClosedByAgent', { doer: { by: 'agent', byAgentId: agentId }, at });
}
