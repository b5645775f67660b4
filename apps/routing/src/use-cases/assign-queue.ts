import { isRefused } from '@rejoin/kernel';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { isAvailable, capacityOf } from '../domain/agent';
import type { Conversation } from '../domain/conversation';
import { place } from '../domain/placement';
import { AgentsStore } from '../store/agents.store';
import { ConversationsStore } from '../store/conversations.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { byId, ChangeConversations } from './change-conversations';

const roundSize = 200;

export interface Round {
  /** The assigned and the offered conversations, in their state before. */
  readonly assigned: readonly Conversation[];
  /** Whether some of them were offered, which must end in time. */
  readonly hasOffered: boolean;
  /** Whether another round may assign more. */
  readonly more: boolean;
}

/**
 * Runs one round of a queue: assigns or offers the first waiting conversations to the agents with the most free units, in one
 * transaction. The rounds of a queue run one after another over all replicas, so conversations are assigned in order.
 * A round skips locked rows; the transaction that has locked them signals the queue again after its commit.
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
    const [queued, locked, terms, at] = await Promise.all([
      this.conversations.lockFirstInQueue(tx, workstreamId, roundSize),
      this.agents.lockWithFreeUnits(tx, workstreamId, roundSize),
      this.workstreams.termsOf(tx, [workstreamId]),
      databaseClock(tx),
    ]);
    const { unitsPerConversation: units, offerSeconds = null } = terms.get(workstreamId) ?? {};
    if (queued.length === 0 || units === undefined) return { assigned: [], hasOffered: false, more: false };
    const free = locked
      .filter((agent) => isAvailable(agent) && agent.workstreamIds.includes(workstreamId))
      .map((agent) => ({ ...capacityOf(agent), lastAssignedAt: agent.lastAssignedAt }));

    const placements = place(queued, free, units, at);
    const intents = placements.map(({ conversationId, to }) => ({
      conversationId,
      intent: { type: 'assign', by: 'push', to } as const,
    }));
    const agents = new Map(locked.map((agent) => [agent.agentId, agent]));
    const decisions = this.changes.decide(tx, { conversations: byId(queued), agents, terms, at }, intents);
    const placed = new Set(
      placements.filter((_, i) => !isRefused(decisions[i])).map(({ conversationId }) => conversationId),
    );
    const assigned = queued.filter(({ conversationId }) => placed.has(conversationId));
    // Another round may assign more when agents lost free units before their rows were locked, or the queue is longer.
    const allPlaced = assigned.length === queued.length;
    const more = locked.length > 0 && (!allPlaced || queued.length === roundSize);
    return { assigned, hasOffered: offerSeconds !== null && assigned.length > 0, more };
  }
}
