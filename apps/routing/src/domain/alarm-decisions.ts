import type { RoutingFact } from '@rejoin/contracts';
import type { Decision } from '@rejoin/kernel';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import { closed, released } from './slot-facts';

function isOf({ state, generation }: Conversation, alarm: { generation: number }): boolean {
  return state === 'wrap-up' && generation === alarm.generation;
}

/** Custom time: the units go back, the agent may go on with the notes. */
export function endWrapUpBlock(
  conversation: Conversation,
  command: CommandOf<'end-wrap-up-block'>,
): Decision<RoutingFact> {
  return isOf(conversation, command) ? released(conversation, command.at) : [];
}

export function autoClose(
  conversation: Conversation,
  command: CommandOf<'auto-close'>,
): Decision<RoutingFact> {
  const { at } = command;
  return isOf(conversation, command)
    ? closed(conversation, 'AutoClosedBySystem', { doer: { by: 'system' }, at })
    : [];
}
