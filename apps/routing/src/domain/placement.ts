import type { Instant } from '@rejoin/kernel';
import { hasFreeUnits, type AgentCapacity } from './capacity';
import type { Conversation } from './conversation';

/** An available agent of the queue, whose row is locked. */
export interface AvailableAgent extends AgentCapacity {
  readonly lastAssignedAt: Instant | null;
}

export interface Placement {
  readonly conversationId: string;
  /** The agent's capacity before this placement. */
  readonly to: AgentCapacity;
}

type Offer = Pick<Conversation, 'conversationId' | 'preferredAgentId' | 'lastAgentId'>;

/**
 * Places conversations in the order of the queue. The preferred agent comes first if units are free, then the agent with
 * the most free units, then the agent whose last assignment is the oldest. The last agent of a conversation gets it back
 * only when no other agent can take it. All conversations of a queue need the same units, so the first one that cannot
 * be placed ends the round.
 */
export function place(
  offers: readonly Offer[],
  agents: readonly AvailableAgent[],
  units: number,
): Placement[] {
  const candidates = agents
    .filter((agent) => agent.reachable)
    .map((agent): Candidate => ({ agent, rank: agent.lastAssignedAt ?? '' }));
  const placements: Placement[] = [];
  for (const offer of offers) {
    const chosen = choose(offer, candidates, units);
    if (!chosen) break;
    placements.push({ conversationId: offer.conversationId, to: chosen.agent });
    chosen.agent = { ...chosen.agent, usedUnits: chosen.agent.usedUnits + units };
    // This rank sorts after every instant, in the order of the placements.
    chosen.rank = `~${String(placements.length).padStart(9, '0')}`;
  }
  return placements;
}

interface Candidate {
  agent: AvailableAgent;
  rank: string;
}

function choose(offer: Offer, candidates: readonly Candidate[], units: number): Candidate | undefined {
  let best: Candidate | undefined;
  let lastAgent: Candidate | undefined;
  for (const candidate of candidates) {
    if (!hasFreeUnits(candidate.agent, units)) continue;
    if (candidate.agent.agentId === offer.preferredAgentId) return candidate;
    if (candidate.agent.agentId === offer.lastAgentId) lastAgent = candidate;
    else if (!best || compare(candidate, best) < 0) best = candidate;
  }
  return best ?? lastAgent;
}

function compare(a: Candidate, b: Candidate): number {
  const byFree = b.agent.maxUnits - b.agent.usedUnits - (a.agent.maxUnits - a.agent.usedUnits);
  if (byFree !== 0) return byFree;
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.agent.agentId < b.agent.agentId ? -1 : 1;
}
