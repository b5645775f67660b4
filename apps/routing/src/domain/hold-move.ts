import type { RoutingFact } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { evolve, type Conversation } from './conversation';

/** The beginning or the end of a hold: the time in which an agent's units are kept for an away customer. */
export interface HoldMove {
  readonly kind: 'begun' | 'ended';
  readonly conversationId: string;
  readonly workstreamId: string;
  readonly agentId: string;
  readonly units: number;
  readonly at: Instant;
}

/** What facts mean for the holds. Moved to another agent, units are given back first: one ends, another begins. */
export function holdMoves(was: Conversation, facts: readonly RoutingFact[]): HoldMove[] {
  const moves: HoldMove[] = [];
  let before = was;
  for (const fact of facts) {
    const after = evolve(before, fact);
    const { at } = fact.data;
    if (before.slot === 'held' && after.slot !== 'held') moves.push(moveOf('ended', before, at));
    if (before.slot !== 'held' && after.slot === 'held') moves.push(moveOf('begun', after, at));
    before = after;
  }
  return moves;
}

function moveOf(kind: HoldMove['kind'], conversation: Conversation, at: Instant): HoldMove {
  const { conversationId, workstreamId, agentId, units } = conversation;
  // Only an active conversation holds, and that has an agent.
  return { kind, conversationId, workstreamId, agentId: agentId ?? '', units, at };
}
