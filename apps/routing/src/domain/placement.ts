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
  const free = agents.map((room) => ({ room, rank: room.lastAssignedAt ?? '' }));
  const placements: Placement[] = [];
  for (const offer of offers) {
    const able = free.filter(({ room }) => room.reachable && hasRoom(room, units));
    const chosen = choose(offer, able);
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

function choose(offer: Offer, able: readonly Ranked[]): Ranked | undefined {
  const preferred = able.find(({ room }) => room.agentId === offer.preferredAgentId);
  if (preferred) return preferred;
  const others = able.filter(({ room }) => room.agentId !== offer.lastAgentId);
  return freest(others.length > 0 ? others : able);
}

function freest(able: readonly Ranked[]): Ranked | undefined {
  return able.reduce<Ranked | undefined>(
    (best, one) => (best && compare(best, one) <= 0 ? best : one),
    undefined,
  );
}

function compare(a: Ranked, b: Ranked): number {
  const byFree = b.room.maxUnits - b.room.usedUnits - (a.room.maxUnits - a.room.usedUnits);
  if (byFree !== 0) return byFree;
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.room.agentId < b.room.agentId ? -1 : 1;
}
