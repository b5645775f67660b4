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
  /** The conversations that were assigned or offered, as they were before the round. */
  readonly assigned: readonly Conversation[];
  /** Whether some of them may have been offered. The caller then runs the job that ends offers. */
  readonly hasOffered: boolean;
  /** Whether another round may assign more. */
  readonly more: boolean;
}

/**
 * Runs one round of a queue: assigns or offers the first waiting conversations to the agents with the most free units, in one
 * transaction. The rounds of a queue run one after another over all replicas, so conversations are assigned in order.
 * A round skips conversations whose rows are locked. The sweep finds them, if no transaction signals the queue before. It
 * waits for the agents, because the one with the most free units is locked often and briefly; with `onlyFree` it does not.
 */
@Injectable()
export class AssignQueue {
  constructor(
    private readonly conversations: ConversationsStore,
    private readonly agents: AgentsStore,
    private readonly workstreams: WorkstreamsStore,
    private readonly changes: ChangeConversations,
  ) {}

  async run(tx: Tx, workstreamId: string, onlyFree = false): Promise<Round> {
    this.workstreams.lockQueue(tx, workstreamId);
    const [queued, locked, terms, at] = await Promise.all([
      this.conversations.lockFirstInQueue(tx, workstreamId, roundSize),
      this.agents.lockWithFreeUnits(tx, workstreamId, roundSize, onlyFree),
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
