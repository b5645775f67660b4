import type { Reason, RoutingFact } from '@rejoin/contracts';
import { plusSeconds, type Instant } from '@rejoin/kernel';
import type { AgentCapacity, WrapUpPlan } from './capacity';
import type { Actor, ChosenAtClose } from './commands';
import type { Conversation } from './conversation';

/** Who did it, and when. */
interface Attribution {
  readonly actor: Actor;
  readonly at: Instant;
}

function slotOf({ conversationId, agentId, units }: Conversation, at: Instant) {
  // Callers pass only conversations with a slot, and those have an agent.
  return { conversationId, agentId: agentId ?? '', units, at };
}

export function held(conversation: Conversation, at: Instant): RoutingFact {
  return { type: 'CapacityHeld', data: slotOf(conversation, at) };
}

export function resumed(conversation: Conversation, at: Instant): RoutingFact {
  return { type: 'CapacityResumed', data: slotOf(conversation, at) };
}

/** Takes the units for an agent who has some seconds to accept the conversation. */
export function offered(
  { conversationId, workstreamId }: Conversation,
  { agentId }: Pick<AgentCapacity, 'agentId'>,
  { units, seconds, at }: { units: number; seconds: number; at: Instant },
): RoutingFact {
  const until = plusSeconds(at, seconds);
  return { type: 'ConversationOffered', data: { conversationId, agentId, units, workstreamId, until, at } };
}

/** Releases the units of an offer that the agent has not accepted. */
export function offerEnded(
  { conversationId, workstreamId, offeredTo, units }: Conversation,
  outcome: 'declined' | 'missed' | 'withdrawn',
  at: Instant,
): RoutingFact {
  // Callers pass only conversations that are offered to an agent.
  const agentId = offeredTo ?? '';
  return { type: 'OfferEnded', data: { conversationId, agentId, units, workstreamId, outcome, at } };
}

/** Releases the units, if any are taken. An offer is withdrawn. */
export function released(conversation: Conversation, at: Instant): RoutingFact[] {
  if (conversation.slot === 'none') return [];
  if (conversation.slot === 'offered') return [offerEnded(conversation, 'withdrawn', at)];
  return [{ type: 'CapacityReleased', data: slotOf(conversation, at) }];
}

export function assigned(
  { conversationId, workstreamId, agentId, lastAgentId }: Conversation,
  to: Pick<AgentCapacity, 'agentId'>,
  how: { by: 'push' | 'pick' | 'transfer'; accountId?: string | undefined; units: number; at: Instant },
): RoutingFact {
  return {
    type: 'AgentAssigned',
    data: {
      conversationId,
      agentId: to.agentId,
      units: how.units,
      workstreamId,
      by: how.by,
      accountId: how.accountId,
      previousAgentId: agentId ?? lastAgentId,
      reason: how.by === 'transfer' ? 'AgentTransferred' : 'InConversation',
      at: how.at,
    },
  };
}

/** Returns the conversation to the queue, or parks it while the customer is away. The units are released first. */
export function requeued(conversation: Conversation, reason: Reason, at: Instant): RoutingFact[] {
  const { conversationId, workstreamId, agentId, away } = conversation;
  const data = { conversationId, workstreamId, agentId: agentId ?? '', reason, parked: away, at };
  return [...released(conversation, at), { type: 'ConversationRequeued', data }];
}

/** Ends the conversation for the customer. The units are released now if the plan does not block them. */
export function wrappedUp(
  conversation: Conversation,
  reason: Reason,
  plan: WrapUpPlan,
  { actor, at }: Attribution,
): RoutingFact[] {
  const { conversationId, workstreamId, agentId } = conversation;
  const generation = conversation.generation + 1;
  const common = { conversationId, workstreamId, agentId: agentId ?? '' };
  return [
    { type: 'ConversationWrappedUp', data: { ...common, reason, ...actor, ...plan, generation, at } },
    ...(plan.rule === 'dont-block' ? released(conversation, at) : []),
  ];
}

/** Closes the conversation. Units that are still taken are released first. */
export function closed(
  conversation: Conversation,
  reason: Reason,
  { actor, at }: Attribution,
  chosen: ChosenAtClose = {},
): RoutingFact[] {
  const { conversationId, workstreamId } = conversation;
  const data = { conversationId, workstreamId, reason, ...actor, ...chosen, at };
  return [...released(conversation, at), { type: 'ConversationClosed', data }];
}
