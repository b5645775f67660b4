import type { Reason, RoutingFact, SealReason } from '@rejoin/contracts';
import type { Decision } from '@rejoin/kernel';
import { wrapUpPlan, wrapUpWithoutBlock } from './capacity';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import { closed, held, released, resumed, wrappedUp } from './slot-facts';

export function queue(conversation: Conversation, command: CommandOf<'queue'>): Decision<RoutingFact> {
  if (conversation.state !== 'not-started') return [];
  const { workstreamId, startedAt: at } = command;
  const { conversationId } = conversation;
  const reason = 'AwaitingAgentAssignment';
  const data = { conversationId, workstreamId, preferredAgentId: null, reason, at } as const;
  return [{ type: 'ConversationQueued', data }];
}

/** A window that is already known or decided changes nothing, because a disconnect may arrive after the return. */
export function customerAway(
  conversation: Conversation,
  { epoch, at }: CommandOf<'customer-away'>,
): Decision<RoutingFact> {
  if (epoch <= conversation.windowEpoch || conversation.away) return [];
  if (conversation.state === 'active') return [held(conversation, at)];
  if (conversation.state !== 'open') return [];
  const { conversationId } = conversation;
  return [...released(conversation, at), { type: 'ConversationParked', data: { conversationId, at } }];
}

/** A customer who had an agent is queued first, preferably for that agent. One who had none keeps the place in the queue. */
export function customerBack(
  conversation: Conversation,
  { epoch, at }: CommandOf<'customer-back'>,
): Decision<RoutingFact> {
  if (epoch < conversation.windowEpoch || !conversation.away) return [];
  if (conversation.state === 'active') return [resumed(conversation, at)];
  if (conversation.state !== 'open') return [];
  const { conversationId, workstreamId, lastAgentId: preferredAgentId } = conversation;
  const reason = 'AwaitingAgentAssignment';
  return [
    { type: 'ConversationQueued', data: { conversationId, workstreamId, preferredAgentId, reason, at } },
  ];
}

const system = { by: 'system' } as const;

/**
 * Ends an open or active conversation, because the timer has sealed it. Routing may not know yet that the customer is away.
 */
export function expire(
  conversation: Conversation,
  { at, terms }: CommandOf<'expire'>,
): Decision<RoutingFact> {
  if (conversation.state === 'active') {
    const reason = 'CustomerDisconnectedOrLeftActiveConversation';
    return wrappedUp(conversation, reason, wrapUpPlan(terms), { actor: system, at });
  }
  if (conversation.state !== 'open') return [];
  return closed(conversation, 'CustomerDisconnectedOrLeftOpenConversation', { actor: system, at });
}

const sealReasons: Record<SealReason, { active: Reason; open: Reason }> = {
  ended: { active: 'ConversationEndedByAgent', open: 'ConversationEndedByAgent' },
  'gave-up': { active: 'ConversationEndedByAgent', open: 'ConversationEndedByAgent' },
  'closed-by-customer': {
    active: 'CustomerMovedToWrapUp',
    open: 'CustomerDisconnectedOrLeftOpenConversation',
  },
  'started-new': { active: 'CustomerMovedToWrapUp', open: 'CustomerDisconnectedOrLeftOpenConversation' },
};

/** Ends a conversation that was sealed at the timer. An open one closes, also if it has just left its agent. */
export function seal(
  conversation: Conversation,
  { reason, actor, at, terms }: CommandOf<'seal'>,
): Decision<RoutingFact> {
  if (conversation.state === 'open') return closed(conversation, sealReasons[reason].open, { actor, at });
  if (conversation.state !== 'active') return [];
  const plan = reason === 'started-new' ? wrapUpWithoutBlock(terms) : wrapUpPlan(terms);
  return wrappedUp(conversation, sealReasons[reason].active, plan, { actor, at });
}
