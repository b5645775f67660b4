import { isRefused } from '@rejoin/kernel';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { isAvailable, roomOf } from '../domain/agent';
import type { Conversation } from '../domain/conversation';
import { place } from '../domain/placement';
import { AgentsStore } from '../store/agents.store';
import { ConversationsStore } from '../store/conversations.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { byId, ChangeConversations } from './change-conversations';

const roundSize = 200;

export interface Round {
  /** The conversations that were assigned, as they were in the queue. */
  readonly assigned: readonly Conversation[];
  /** Whether another round may find something to do. */
  readonly more: boolean;
}

/**
 * One round of a queue: the first who wait, the agents with most room, assigned in one transaction. Rounds of
 * one queue follow each other in all replicas, so the first come is the first served; what is locked elsewhere
 * is passed over, and whoever holds it rings again.
 */
@Injectable()
export class AssignQueue {
  constructor(
    private readonly conversations: ConversationsStore,
    private readonly agents: AgentsStore,
    private readonly workstreams: WorkstreamsStore,
    private readonly changes: ChangeConversations,
  ) {}

  async run(tx: Tx, workstreamId: string): Promise<Round> {
    this.workstreams.lockQueue(tx, workstreamId);
    const [offered, locked, terms, at] = await Promise.all([
      this.conversations.lockFirstOffered(tx, workstreamId, roundSize),
      this.agents.lockWithRoom(tx, workstreamId, roundSize),
      this.workstreams.termsOf(tx, [workstreamId]),
      databaseClock(tx),
    ]);
    const units = terms.get(workstreamId)?.unitsPerConversation;
    if (offered.length === 0 || units === undefined) return { assigned: [], more: false };
    const free = locked
      .filter((agent) => isAvailable(agent) && agent.workstreamIds.includes(workstreamId))
      .map((agent) => ({ ...roomOf(agent), lastAssignedAt: agent.lastAssignedAt }));

    const placements = place(offered, free, units);
    const orders = placements.map(({ conversationId, to }) => ({
      conversationId,
      intent: { type: 'assign', by: 'push', to } as const,
    }));
    const agents = new Map(locked.map((agent) => [agent.agentId, agent]));
    const decisions = this.changes.decide(tx, { conversations: byId(offered), agents, terms, at }, orders);
    const assigned = offered.slice(0, placements.length).filter((_, i) => !isRefused(decisions[i]));
    // Fewer than could be: agents lost their room before their rows were locked, or the queue is longer.
    const allPlaced = assigned.length === offered.length;
    return { assigned, more: locked.length > 0 && (!allPlaced || offered.length === roundSize) };
  }
}
