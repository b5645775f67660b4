import type { Reason, RoutingFact } from '@rejoin/contracts';
import { refuse, type Decision } from '@rejoin/kernel';
import { hasFreeUnits } from './capacity';
import type { CommandOf } from './commands';
import { hasPassed, type Conversation } from './conversation';
import { assigned, closed, held, offered, released, requeued } from './slot-facts';

/**
 * Assigns an open conversation. Where the workstream has a time for offers, routing offers it instead, unless the agent is
 * the preferred one. A supervisor can take a conversation away that is offered; others cannot.
 */
export function assign(
  conversation: Conversation,
  { by, accountId, to, at, terms }: CommandOf<'assign'>,
): Decision<RoutingFact> {
  if (conversation.state === 'active' && conversation.agentId === to.agentId) return [];
  if (conversation.state !== 'open' || conversation.away) return refuse('not-open');
  const { offeredTo, preferredAgentId } = conversation;
  if (offeredTo === to.agentId && by === 'pick') {
    return [assigned(conversation, to, { by, accountId, units: conversation.units, at })];
  }
  if (offeredTo !== null && accountId === undefined) return refuse('not-open');
  if (by === 'push' && hasPassed(conversation, to.agentId, at)) return refuse('not-open');
  if (!to.reachable) return refuse('agent-unavailable');
  const units = terms.unitsPerConversation;
  if (!hasFreeUnits(to, units)) return refuse('no-free-capacity');
  const seconds = terms.offerSeconds ?? null;
  if (by === 'push' && seconds !== null && to.agentId !== preferredAgentId) {
    return [offered(conversation, to, { units, seconds, at })];
  }
  return [...released(conversation, at), assigned(conversation, to, { by, accountId, units, at })];
}

/** Decides closing the tab and releasing. Repeating the command after the conversation has left this agent changes nothing. */
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

/** Moves the units, as many as were assigned, to the other agent. Units on hold stay on hold. */
export function transfer(
  conversation: Conversation,
  { requestedBy, accountId, to, at }: CommandOf<'transfer'>,
): Decision<RoutingFact> {
  const { state, agentId, lastAgentId, units, slot } = conversation;
  if (requestedBy !== null && requestedBy !== agentId && requestedBy !== lastAgentId) {
    return refuse('not-your-conversation');
  }
  if (state !== 'active') return refuse('not-active');
  if (agentId === to.agentId) return [];
  if (requestedBy !== null && requestedBy !== agentId) return refuse('not-your-conversation');
  if (!to.reachable) return refuse('agent-unavailable');
  if (!hasFreeUnits(to, units)) return refuse('no-free-capacity');
  return [
    ...released(conversation, at),
    assigned(conversation, to, { by: 'transfer', accountId, units, at }),
    ...(slot === 'held' ? [held({ ...conversation, agentId: to.agentId }, at)] : []),
  ];
}

export function close(
  conversation: Conversation,
  { agentId, disposition, tags, at }: CommandOf<'close'>,
): Decision<RoutingFact> {
  if (conversation.state === 'closed' && conversation.lastAgentId === agentId) return [];
  if (conversation.agentId !== agentId) return refuse('not-your-conversation');
  if (conversation.state !== 'wrap-up') return refuse('not-in-wrap-up');
  const actor = { by: 'agent', byAgentId: agentId } as const;
  return closed(conversation, 'ClosedByAgent', { actor, at }, { disposition, tags });
}
