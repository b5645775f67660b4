import type { Instant } from '@rejoin/kernel';
import { hasFreeUnits, type AgentCapacity } from './capacity';
import { hasPassed, type Conversation } from './conversation';

/** An available agent of the queue, whose row is locked. */
export interface AvailableAgent extends AgentCapacity {
  readonly lastAssignedAt: Instant | null;
}

export interface Placement {
  readonly conversationId: string;
  /** The agent's capacity before this placement. */
  readonly to: AgentCapacity;
}

type Waiting = Pick<
  Conversation,
  'conversationId' | 'preferredAgentId' | 'lastAgentId' | 'passedBy' | 'passedUntil'
>;

/**
 * Places conversations in the order of the queue. The preferred agent comes first if units are free, then the agent with
 * the most free units, then the agent whose last assignment is the oldest. The last agent of a conversation gets it back
 * only when no other agent can take it. An agent who has declined or missed an offer of a conversation is not chosen for
 * it. All conversations of a queue need the same units, so the first one that cannot be placed for another reason ends
 * the round.
 */
export function place(
  waiting: readonly Waiting[],
  agents: readonly AvailableAgent[],
  units: number,
  at: Instant,
): Placement[] {
  const candidates = agents
    .filter((agent) => agent.reachable)
    .map((agent): Candidate => ({ agent, rank: agent.lastAssignedAt ?? '' }));
  const placements: Placement[] = [];
  for (const conversation of waiting) {
    const willing = candidates.filter(({ agent }) => !hasPassed(conversation, agent.agentId, at));
    const chosen = choose(conversation, willing, units);
    if (!chosen && willing.length < candidates.length) continue;
    if (!chosen) break;
    placements.push({ conversationId: conversation.conversationId, to: chosen.agent });
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

function choose(
  conversation: Waiting,
  candidates: readonly Candidate[],
  units: number,
): Candidate | undefined {
  let best: Candidate | undefined;
  let lastAgent: Candidate | undefined;
  for (const candidate of candidates) {
    if (!hasFreeUnits(candidate.agent, units)) continue;
    if (candidate.agent.agentId === conversation.preferredAgentId) return candidate;
    if (candidate.agent.agentId === conversation.lastAgentId) lastAgent = candidate;
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
