import type { RoutingFact } from '@rejoin/contracts';
import { isDue, refuse, type Decision, type Instant } from '@rejoin/kernel';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import { assigned, offerEnded } from './slot-facts';

/** The units were taken by the offer, so an accepted offer needs no check of the capacity. */
export function accept(
  conversation: Conversation,
  { agentId, at }: CommandOf<'accept'>,
): Decision<RoutingFact> {
  if (conversation.state === 'active' && conversation.agentId === agentId) return [];
  if (!canAnswer(conversation, agentId, at)) return refuse('offer-ended');
  return [assigned(conversation, { agentId }, { by: 'push', units: conversation.units, at })];
}

/** Repeating the command after the agent has declined or missed the offer changes nothing. */
export function decline(
  conversation: Conversation,
  { agentId, at }: CommandOf<'decline'>,
): Decision<RoutingFact> {
  if (canAnswer(conversation, agentId, at)) return [offerEnded(conversation, 'declined', at)];
  const { offeredTo, passedBy } = conversation;
  return offeredTo !== agentId && passedBy.includes(agentId) ? [] : refuse('offer-ended');
}

export function missOffer(
  conversation: Conversation,
  { at }: CommandOf<'miss-offer'>,
): Decision<RoutingFact> {
  return isOverdue(conversation, at) ? [offerEnded(conversation, 'missed', at)] : [];
}

/** Decides the end of an offer to an agent who does not accept new conversations any more. */
export function withdrawOffer(
  conversation: Conversation,
  { agentId, at }: CommandOf<'withdraw-offer'>,
): Decision<RoutingFact> {
  return conversation.offeredTo === agentId ? [offerEnded(conversation, 'withdrawn', at)] : [];
}

/** Whether the time of an offer is over and nobody has answered it. */
export function isOverdue({ offeredUntil }: Conversation, at: Instant): boolean {
  return offeredUntil !== null && isDue(offeredUntil, at);
}

function canAnswer(conversation: Conversation, agentId: string, at: Instant): boolean {
  return conversation.offeredTo === agentId && !isOverdue(conversation, at);
}
