import type { Reason, RoutingFact } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Room, WrapUpPlan } from './capacity';
import type { Doer } from './commands';
import type { Conversation } from './conversation';

/** By whom, and when. */
interface Deed {
  readonly doer: Doer;
  readonly at: Instant;
}

function slotOf({ conversationId, agentId, units }: Conversation, at: Instant) {
  // Only conversations with a slot come here, and those have an agent.
  return { conversationId, agentId: agentId ?? '', units, at };
}

export function held(conversation: Conversation, at: Instant): RoutingFact {
  return { type: 'CapacityHeld', data: slotOf(conversation, at) };
}

export function resumed(conversation: Conversation, at: Instant): RoutingFact {
  return { type: 'CapacityResumed', data: slotOf(conversation, at) };
}

/** Gives back what is taken; nothing when nothing is. */
export function released(conversation: Conversation, at: Instant): RoutingFact[] {
  if (conversation.slot === 'none') return [];
  return [{ type: 'CapacityReleased', data: slotOf(conversation, at) }];
}

export function assigned(
  { conversationId, workstreamId, agentId, lastAgentId }: Conversation,
  to: Room,
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

/** Back to the queue, or parked while the customer is away. The units go back first. */
export function requeued(conversation: Conversation, reason: Reason, at: Instant): RoutingFact[] {
  const { conversationId, workstreamId, agentId, away } = conversation;
  const data = { conversationId, workstreamId, agentId: agentId ?? '', reason, parked: away, at };
  return [...released(conversation, at), { type: 'ConversationRequeued', data }];
}

/** Over for the customer; the units go back now when the plan does not block. */
export function wrappedUp(
  conversation: Conversation,
  reason: Reason,
  plan: WrapUpPlan,
  { doer, at }: Deed,
): RoutingFact[] {
  const { conversationId, workstreamId, agentId } = conversation;
  const generation = conversation.generation + 1;
  const whose = { conversationId, workstreamId, agentId: agentId ?? '' };
  return [
    { type: 'ConversationWrappedUp', data: { ...whose, reason, ...doer, ...plan, generation, at } },
    ...(plan.rule === 'dont-block' ? released(conversation, at) : []),
  ];
}

/** Closed for good; a slot that is still taken goes back first. */
export function closed(conversation: Conversation, reason: Reason, { doer, at }: Deed): RoutingFact[] {
  const { conversationId, workstreamId } = conversation;
  const data = { conversationId, workstreamId, reason, ...doer, at };
  return [...released(conversation, at), { type: 'ConversationClosed', data }];
}
