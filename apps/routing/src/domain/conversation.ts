import type { ConversationState, RoutingFact } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';

/**
 * What a conversation has taken of its agent: nothing; units for work; units kept while the customer is away;
 * units kept for notes.
 */
export type Slot = 'none' | 'consumed' | 'held' | 'wrap-up';

/**
 * One conversation as routing sees it. `waiting` belongs to persistent chat: nothing leads there yet, and what
 * leads there one day releases the slot as a requeue does.
 */
export interface Conversation {
  readonly conversationId: string;
  readonly workstreamId: string;
  readonly state: ConversationState | 'not-started';
  /** The customer is away: an open conversation is offered to nobody, an active one holds its slot. */
  readonly away: boolean;
  /** Who has it: in active and wrap-up. */
  readonly agentId: string | null;
  /** Whom it left last. An open conversation with one goes before those that never had an agent. */
  readonly lastAgentId: string | null;
  /** Who gets it first, when present and with room. */
  readonly preferredAgentId: string | null;
  /** The price, fixed when it was assigned. */
  readonly units: number;
  readonly slot: Slot;
  /** Since when it waits, in arrival order. */
  readonly queuedAt: Instant;
  /** Names the wrap-up: an alarm of an older one has no meaning. */
  readonly generation: number;
  /** The newest epoch whose window or return was heard of. */
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
    units: 0,
    slot: 'none',
    queuedAt: '',
    generation: 0,
    windowEpoch: 0,
  };
}

/** The conversation after a fact. Every field but `windowEpoch` follows from routing's own facts alone. */
export function evolve(was: Conversation, fact: RoutingFact): Conversation {
  switch (fact.type) {
    case 'ConversationQueued': {
      const { workstreamId, preferredAgentId, at } = fact.data;
      // Who never had an agent keeps the place of arrival through being away.
      const queuedAt = was.state === 'open' && was.lastAgentId === null ? was.queuedAt : at;
      return { ...was, state: 'open', away: false, workstreamId, preferredAgentId, queuedAt };
    }
    case 'ConversationParked':
      return { ...was, away: true };
    case 'AgentAssigned': {
      const { agentId, units, previousAgentId } = fact.data;
      const taken = { agentId, units, slot: 'consumed' as const };
      return { ...was, ...taken, state: 'active', lastAgentId: previousAgentId, preferredAgentId: null };
    }
    case 'CapacityHeld':
      return { ...was, slot: 'held', away: true };
    case 'CapacityResumed':
      return { ...was, slot: 'consumed', away: false };
    case 'CapacityReleased':
      return { ...was, slot: 'none' };
    case 'ConversationRequeued': {
      const { agentId, reason, parked, at } = fact.data;
      // An agent who handed it on deliberately is not asked first; one who lost it may have it back.
      const preferredAgentId = reason === 'AgentTransferred' ? null : agentId;
      const left = { agentId: null, lastAgentId: agentId, preferredAgentId, units: 0 };
      return { ...was, ...left, state: 'open', away: parked, queuedAt: at };
    }
    case 'ConversationWrappedUp':
      return { ...was, state: 'wrap-up', slot: 'wrap-up', away: false, generation: fact.data.generation };
    case 'ConversationClosed':
      return { ...was, state: 'closed', agentId: null, lastAgentId: was.agentId ?? was.lastAgentId };
  }
}
