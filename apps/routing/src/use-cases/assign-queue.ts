import { isRefused } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
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
    const nothing = { assigned: [], more: false };
    const units = await this.unitsOf(tx, workstreamId);
    if (units === undefined || !(await this.hasAgent(tx, workstreamId, units))) return nothing;

    this.workstreams.lockQueue(tx, workstreamId);
    const offered = await this.conversations.lockFirstOffered(tx, workstreamId, roundSize);
    if (offered.length === 0) return nothing;
    const preferred = offered.flatMap(({ preferredAgentId: id }) => (id === null ? [] : [id]));
    // One more than there are conversations: the freest may be the one whom a conversation has just left.
    const limit = offered.length + 1;
    const ids = await this.agents.withRoom(tx, { workstreamId, units, preferred, limit });
    const agents = [...(await this.agents.lock(tx, ids)).values()]
      .filter((agent) => isAvailable(agent) && agent.workstreamIds.includes(workstreamId))
      .map((agent) => ({ ...roomOf(agent), lastAssignedAt: agent.lastAssignedAt }));

    const placements = place(offered, agents, units);
    const orders = placements.map(({ conversationId, to }) => ({
      conversationId,
      intent: { type: 'assign', by: 'push', to } as const,
    }));
    const decisions = await this.changes.decide(tx, byId(offered), orders);
    const assigned = offered.slice(0, placements.length).filter((_, i) => !isRefused(decisions[i]));
    // Fewer than could be: agents lost their room before their rows were locked, or the queue is longer.
    const allPlaced = assigned.length === offered.length;
    return { assigned, more: ids.length > 0 && (!allPlaced || offered.length === roundSize) };
  }

  private async unitsOf(tx: Tx, workstreamId: string): Promise<number | undefined> {
    return (await this.workstreams.termsOf(tx, [workstreamId])).get(workstreamId)?.unitsPerConversation;
  }

  /** Looks before it locks: a full or empty team costs one read. */
  private async hasAgent(tx: Tx, workstreamId: string, units: number): Promise<boolean> {
    const ids = await this.agents.withRoom(tx, { workstreamId, units, preferred: [], limit: 1 });
    return ids.length > 0;
  }
}
