import type { RoutingFact } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Intent } from './commands';

/** A change of the capacity ledger: units that are acquired from an agent, or released, and why. */
export interface LedgerChange {
  readonly kind: 'acquired' | 'released';
  readonly conversationId: string;
  readonly agentId: string;
  readonly units: number;
  readonly at: Instant;
  readonly because: Intent['type'];
}

/** Returns the ledger changes of these facts. Holding and resuming change nothing, because the units stay taken. */
export function ledgerChanges(facts: readonly RoutingFact[], because: Intent['type']): LedgerChange[] {
  return facts.flatMap((fact): LedgerChange[] => {
    if (fact.type !== 'AgentAssigned' && fact.type !== 'CapacityReleased') return [];
    const { conversationId, agentId, units, at } = fact.data;
    const kind = fact.type === 'AgentAssigned' ? 'acquired' : 'released';
    return [{ kind, conversationId, agentId, units, at, because }];
  });
}
