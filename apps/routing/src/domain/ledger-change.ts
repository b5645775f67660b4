import type { RoutingFact } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Intent } from './commands';
import { evolve, type Conversation } from './conversation';

/** A change of the capacity ledger: units that are acquired from an agent, or released, and why. */
export interface LedgerChange {
  readonly kind: 'acquired' | 'released';
  readonly conversationId: string;
  readonly agentId: string;
  readonly units: number;
  readonly at: Instant;
  readonly because: Intent['type'];
}

/**
 * Returns the ledger changes of these facts. Holding and resuming change nothing, because the units stay taken, and so
 * does the assignment of a conversation to the agent who was offered it.
 */
export function ledgerChanges(
  was: Conversation,
  facts: readonly RoutingFact[],
  because: Intent['type'],
): LedgerChange[] {
  const changes: LedgerChange[] = [];
  let before = was;
  for (const fact of facts) {
    const after = evolve(before, fact);
    const { at } = fact.data;
    if (before.slot === 'none' && after.slot !== 'none')
      changes.push(changeOf('acquired', after, at, because));
    if (before.slot !== 'none' && after.slot === 'none')
      changes.push(changeOf('released', before, at, because));
    before = after;
  }
  return changes;
}

function changeOf(
  kind: LedgerChange['kind'],
  { conversationId, agentId, offeredTo, units }: Conversation,
  at: Instant,
  because: Intent['type'],
): LedgerChange {
  // A conversation with a slot has an agent, or is offered to one.
  return { kind, conversationId, agentId: agentId ?? offeredTo ?? '', units, at, because };
}
