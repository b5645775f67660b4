import type { Reason, RoutingFact, SealReason } from '@rejoin/contracts';
import type { Decision } from '@rejoin/kernel';
import { wrapUpPlan, wrapUpWithoutBlock } from './capacity';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import { closed, held, resumed, wrappedUp } from './slot-facts';

export function queue(conversation: Conversation, command: CommandOf<'queue'>): Decision<RoutingFact> {
  if (conversation.state !== 'not-started') return [];
  const { workstreamId, startedAt: at } = command;
  const { conversationId } = conversation;
  const reason = 'AwaitingAgentAssignment';
  const data = { conversationId, workstreamId, preferredAgentId: null, reason, at } as const;
  return [{ type: 'ConversationQueued', data }];
}

/** A window that was already decided, or is already known, changes nothing: "left" may be heard after "joined". */
export function customerAway(
  conversation: Conversation,
  { epoch, at }: CommandOf<'customer-away'>,
): Decision<RoutingFact> {
  if (epoch <= conversation.windowEpoch || conversation.away) return [];
  if (conversation.state === 'active') return [held(conversation, at)];
  if (conversation.state !== 'open') return [];
  return [{ type: 'ConversationParked', data: { conversationId: conversation.conversationId, at } }];
}

/** Who had an agent is queued before the others, for that agent first; who had none keeps the old place. */
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

/** Final whatever happened here meanwhile: the timer has sealed the conversation. */
export function expire(
  conversation: Conversation,
  { at, terms }: CommandOf<'expire'>,
): Decision<RoutingFact> {
  if (conversation.state === 'active') {
    const reason = 'CustomerDisconnectedOrLeftActiveConversation';
    return wrappedUp(conversation, reason, wrapUpPlan(terms), { doer: system, at });
  }
  if (conversation.state !== 'open') return [];
  return closed(conversation, 'CustomerDisconnectedOrLeftOpenConversation', { doer: system, at });
}

const sealed: Record<SealReason, { active: Reason; open: Reason }> = {
  ended: { active: 'ConversationEndedByAgent', open: 'ConversationEndedByAgent' },
  'gave-up': { active: 'ConversationEndedByAgent', open: 'ConversationEndedByAgent' },
  'closed-by-customer': {
    active: 'CustomerMovedToWrapUp',
    open: 'CustomerDisconnectedOrLeftOpenConversation',
  },
  'started-new': { active: 'CustomerMovedToWrapUp', open: 'CustomerDisconnectedOrLeftOpenConversation' },
};

/** Somebody ended it at the timer. Open ones close, also those that left their agent in the same moment. */
export function seal(
  conversation: Conversation,
  { reason, doer, at, terms }: CommandOf<'seal'>,
): Decision<RoutingFact> {
  if (conversation.state === 'open') return closed(conversation, sealed[reason].open, { doer, at });
  if (conversation.state !== 'active') return [];
  const plan = reason === 'started-new' ? wrapUpWithoutBlock(terms) : wrapUpPlan(terms);
  return wrappedUp(conversation, sealed[reason].active, plan, { doer, at });
}
