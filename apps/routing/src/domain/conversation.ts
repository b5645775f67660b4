import { offerLimits, type ConversationState, type RoutingFact } from '@rejoin/contracts';
import { plusSeconds, type Instant } from '@rejoin/kernel';

/**
 * Which units of an agent a conversation occupies: none, units that are kept while it is offered to the agent (`offered`),
 * units for work (`consumed`), units that are kept while the customer is away (`held`), or units that are kept for the
 * notes (`wrap-up`).
 */
export type Slot = 'none' | 'offered' | 'consumed' | 'held' | 'wrap-up';

/**
 * The state of one conversation in routing.
 *
 * Invariants: a conversation has an agent only in `active` and `wrap-up`; in `active` its slot is `consumed`, or `held` while
 * the customer is away; a closed conversation has no slot. An open conversation that is offered has the slot `offered` and
 * the agent in `offeredTo`, and its customer is not away. No transition leads to `waiting` yet, which is for persistent chat.
 */
export interface Conversation {
  readonly conversationId: string;
  readonly workstreamId: string;
  readonly state: ConversationState | 'not-started';
  /** Whether the customer is away. An open conversation is then not offered, and an active one holds its slot. */
  readonly away: boolean;
  /** The agent, in active and wrap-up. */
  readonly agentId: string | null;
  /** The last agent whom the conversation left. Open conversations with one come first in the queue. */
  readonly lastAgentId: string | null;
  /** The agent who gets the conversation first, if available and with free units. */
  readonly preferredAgentId: string | null;
  /** The agent who can accept the conversation until `offeredUntil`, and nobody else. */
  readonly offeredTo: string | null;
  readonly offeredUntil: Instant | null;
  /** The agents who have declined or missed an offer of it. It is not offered to them again before `passedUntil`. */
  readonly passedBy: readonly string[];
  readonly passedUntil: Instant | null;
  /** The units of the conversation, fixed when it was offered or assigned. */
  readonly units: number;
  readonly slot: Slot;
  /** When the conversation entered the queue, which decides its place there. */
  readonly queuedAt: Instant;
  /** The number of the wrap-up. An alarm of an older wrap-up is ignored. */
  readonly generation: number;
  /** The newest epoch with a known window or return. */
  readonly windowEpoch: number;
}

export function notStarted(conversationId: string): Conversation {
  return {
    conversationId,
    workstreamId: '',
    state: 'not-started',
    away: false,
    agentId: null,
    lastAgentId: null,
    preferredAgentId: null,
    offeredTo: null,
    offeredUntil: null,
    passedBy: [],
    passedUntil: null,
    units: 0,
    slot: 'none',
    queuedAt: '',
    generation: 0,
    windowEpoch: 0,
  };
}

const pauseSeconds = offerLimits.pauseSeconds.value;
const notOffered = { offeredTo: null, offeredUntil: null } as const;
const passedByNobody = { passedBy: [], passedUntil: null } as const;

/** Whether the agent has declined or missed this conversation, and the pause after that is not over. */
export function hasPassed(
  { passedBy, passedUntil }: Pick<Conversation, 'passedBy' | 'passedUntil'>,
  agentId: string,
  at: Instant,
): boolean {
  return passedUntil !== null && at < passedUntil && passedBy.includes(agentId);
}

/** Returns the conversation after a fact. Routing's own facts determine every field but `windowEpoch`. */
export function evolve(was: Conversation, fact: RoutingFact): Conversation {
  switch (fact.type) {
    case 'ConversationQueued': {
      const { workstreamId, preferredAgentId, at } = fact.data;
      // A conversation that never had an agent keeps its place in the queue while its customer is away.
      const queuedAt = was.state === 'open' && was.lastAgentId === null ? was.queuedAt : at;
      return { ...was, state: 'open', away: false, workstreamId, preferredAgentId, queuedAt };
    }
    case 'ConversationParked':
      return { ...was, away: true };
    case 'ConversationOffered': {
      const { agentId: offeredTo, until: offeredUntil, units, at } = fact.data;
      // The pause is over for all agents at the same time.
      const isPauseOver = was.passedUntil !== null && at >= was.passedUntil;
      return { ...was, slot: 'offered', offeredTo, offeredUntil, units, ...(isPauseOver && passedByNobody) };
    }
    case 'OfferEnded': {
      const ended = { ...was, ...notOffered, slot: 'none' as const, units: 0 };
      const { agentId, outcome, at } = fact.data;
      if (outcome === 'withdrawn') return ended;
      return { ...ended, passedBy: [...was.passedBy, agentId], passedUntil: plusSeconds(at, pauseSeconds) };
    }
    case 'AgentAssigned': {
      const { agentId, units, previousAgentId } = fact.data;
      const assignment = { agentId, units, slot: 'consumed' as const, ...notOffered, ...passedByNobody };
      return { ...was, ...assignment, state: 'active', lastAgentId: previousAgentId, preferredAgentId: null };
    }
    case 'CapacityHeld':
      return { ...was, slot: 'held', away: true };
    case 'CapacityResumed':
      return { ...was, slot: 'consumed', away: false };
    case 'CapacityReleased':
      return { ...was, slot: 'none' };
    case 'ConversationRequeued': {
      const { agentId, reason, parked, at } = fact.data;
      // An agent who released the conversation is not preferred. One who closed its tab, signed out or stayed
      // disconnected is.
      const preferredAgentId = reason === 'AgentTransferred' ? null : agentId;
      const unassigned = { agentId: null, lastAgentId: agentId, preferredAgentId, units: 0 };
      return { ...was, ...unassigned, state: 'open', away: parked, queuedAt: at };
    }
    case 'ConversationWrappedUp':
      return { ...was, state: 'wrap-up', slot: 'wrap-up', away: false, generation: fact.data.generation };
    case 'ConversationClosed':
      return { ...was, state: 'closed', agentId: null, lastAgentId: was.agentId ?? was.lastAgentId };
  }
}
