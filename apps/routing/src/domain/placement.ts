import type { Instant } from '@rejoin/kernel';
import { hasRoom, type Room } from './capacity';
import type { Conversation } from './conversation';

/** An available agent of the queue, locked. */
export interface FreeAgent extends Room {
  readonly lastAssignedAt: Instant | null;
}

export interface Placement {
  readonly conversationId: string;
  /** The agent as of just before this placement. */
  readonly to: Room;
}

type Offer = Pick<Conversation, 'conversationId' | 'preferredAgentId' | 'lastAgentId'>;

/**
 * Who gets what, first come first served: the preferred agent when there is room, else whoever has the most
 * free units, among equals the one who has waited longest. An agent who handed the conversation on gets it
 * only when nobody else can. All of a queue cost the same, so the first who cannot be placed ends the round.
 */
export function place(offers: readonly Offer[], agents: readonly FreeAgent[], units: number): Placement[] {
  const free = agents
    .filter((room) => room.reachable)
    .map((room): Ranked => ({ room, rank: room.lastAssignedAt ?? '' }));
  const placements: Placement[] = [];
  for (const offer of offers) {
    const chosen = choose(offer, free, units);
    if (!chosen) break;
    placements.push({ conversationId: offer.conversationId, to: chosen.room });
    chosen.room = { ...chosen.room, usedUnits: chosen.room.usedUnits + units };
    // After every instant, in the order of this round.
    chosen.rank = `~${String(placements.length).padStart(9, '0')}`;
  }
  return placements;
}

interface Ranked {
  room: FreeAgent;
  rank: string;
}

function choose(offer: Offer, free: readonly Ranked[], units: number): Ranked | undefined {
  let best: Ranked | undefined;
  let passedOver: Ranked | undefined;
  for (const one of free) {
    if (!hasRoom(one.room, units)) continue;
    if (one.room.agentId === offer.preferredAgentId) return one;
    if (one.room.agentId === offer.lastAgentId) passedOver = one;
    else if (!best || compare(one, best) < 0) best = one;
  }
  return best ?? passedOver;
}

function compare(a: Ranked, b: Ranked): number {
  const byFree = b.room.maxUnits - b.room.usedUnits - (a.room.maxUnits - a.room.usedUnits);
  if (byFree !== 0) return byFree;
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.room.agentId < b.room.agentId ? -1 : 1;
}
