import type { RoutingFact } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Intent } from './commands';

/** A line of the ledger: units taken of an agent, or given back and why. */
export interface SlotMove {
  readonly kind: 'acquired' | 'released';
  readonly conversationId: string;
  readonly agentId: string;
  readonly units: number;
  readonly at: Instant;
  readonly because: Intent['type'];
}

/** What facts mean for the ledger. Holding and resuming move nothing: the units stay taken. */
export function slotMoves(facts: readonly RoutingFact[], because: Intent['type']): SlotMove[] {
  return facts.flatMap((fact): SlotMove[] => {
    if (fact.type !== 'AgentAssigned' && fact.type !== 'CapacityReleased') return [];
    const { conversationId, agentId, units, at } = fact.data;
    const kind = fact.type === 'AgentAssigned' ? 'acquired' : 'released';
    return [{ kind, conversationId, agentId, units, at, because }];
  });
}
