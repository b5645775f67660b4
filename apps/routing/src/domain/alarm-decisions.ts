import type { RoutingFact } from '@rejoin/contracts';
import type { Decision } from '@rejoin/kernel';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import { closed, released } from './slot-facts';

function belongsToWrapUp({ state, generation }: Conversation, alarm: { generation: number }): boolean {
  return state === 'wrap-up' && generation === alarm.generation;
}

/** Releases the units after the custom time. The conversation stays in wrap-up. */
export function endWrapUpBlock(
  conversation: Conversation,
  command: CommandOf<'end-wrap-up-block'>,
): Decision<RoutingFact> {
  return belongsToWrapUp(conversation, command) ? released(conversation, command.at) : [];
}

export function autoClose(
  conversation: Conversation,
  command: CommandOf<'auto-close'>,
): Decision<RoutingFact> {
  const { at } = command;
  return belongsToWrapUp(conversation, command)
    ? closed(conversation, 'AutoClosedBySystem', { actor: { by: 'system' }, at })
    : [];
}
