import { NotYet } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import {
  evolveAgent,
  overtakesDisconnect,
  isAvailable,
  newAgent,
  presenceFacts,
  type Agent,
  type AgentEvent,
} from '../domain/agent';
import { AgentsStore } from '../store/agents.store';
import { ConversationsStore } from '../store/conversations.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { byId, ChangeConversations, type LockedRows, type ConversationIntent } from './change-conversations';
import { RingQueues } from './ring-queues';

/** An event with the agent whom it concerns. */
export interface AgentUpdate {
  readonly agentId: string;
  readonly event: AgentEvent;
}

/**
 * Applies events of agents: it updates their presence, withdraws offers from agents who accept none any more, and requeues
 * their conversations when they leave.
 */
@Injectable()
export class FollowAgents {
  constructor(
    private readonly agents: AgentsStore,
    private readonly conversations: ConversationsStore,
    private readonly workstreams: WorkstreamsStore,
    private readonly changes: ChangeConversations,
    private readonly ringQueues: RingQueues,
  ) {}

  /** `furtherIntents` are decided in the same transaction. */
  async run(
    tx: Tx,
    updates: readonly AgentUpdate[],
    furtherIntents: readonly ConversationIntent[] = [],
  ): Promise<void> {
    const leaving = updates.filter(({ event }) => isDeparture(event)).map(({ agentId }) => agentId);
    const concerned = updates.map(({ agentId }) => agentId);
    const due = furtherIntents.map((one) => one.conversationId);
    const first = await this.changes.lock(tx, {
      conversations: [...(await this.conversations.activeOrOffered(tx, leaving, concerned)), ...due],
      agents: concerned,
    });
    const early = updates.filter((one) => isTooEarly(first.agents.get(one.agentId), one.event));
    if (early.length > 0) throw new NotYet(early.map(({ agentId }) => agentId));
    const locked = await this.withLateAssignments(tx, leaving, concerned, first);

    const after = new Map<string, Agent>();
    const intents = furtherIntents.filter(({ conversationId }) => locked.conversations.has(conversationId));
    for (const { agentId, event } of updates) {
      const before = after.get(agentId) ?? locked.agents.get(agentId) ?? newAgent(agentId);
      const now = evolveAgent(before, event);
      after.set(agentId, now);
      if (isDeparture(event) && now !== before) intents.push(...intentsOfDeparture(locked, agentId, event));
    }
    for (const agent of after.values()) intents.push(...withdrawals(locked, agent));
    this.agents.save(tx, [...after.values()]);
    const presence = [...after].flatMap(([id, now]) =>
      presenceFacts(locked.agents.get(id) ?? newAgent(id), now, locked.at, forcedBy(updates, id)),
    );
    this.changes.decide(tx, locked, intents, presence);
    const available = [...after.values()].filter(isAvailable);
    tx.afterCommit(() => this.ringQueues.run(available.flatMap((agent) => agent.workstreamIds)));
  }

  /** Adds conversations that were assigned or offered before the agents' rows were locked. No more can follow under the lock. */
  private async withLateAssignments(
    tx: Tx,
    leaving: readonly string[],
    concerned: readonly string[],
    locked: LockedRows,
  ): Promise<LockedRows> {
    const known = await this.conversations.activeOrOffered(tx, leaving, concerned);
    const late = known.filter((id) => !locked.conversations.has(id));
    if (late.length === 0) return locked;
    const [conversations, terms, at] = await Promise.all([
      this.conversations.lockAvailable(tx, late),
      this.workstreams.termsOf(tx, [], late),
      databaseClock(tx),
    ]);
    // Waiting for a conversation while agents are locked could deadlock, so the facts are delivered again.
    if (conversations.length < late.length) throw new NotYet(concerned);
    return {
      conversations: new Map([...locked.conversations, ...byId(conversations)]),
      agents: locked.agents,
      terms: new Map([...locked.terms, ...terms]),
      at,
    };
  }
}

/** An agent is unknown before its settings arrive, and a grace period ends only after its disconnect. */
function isTooEarly(agent: Agent | undefined, event: AgentEvent): boolean {
  if (!agent) return event.type !== 'settings';
  return event.type === 'grace-lapsed' && overtakesDisconnect(agent, event.epoch);
}

/** Returns the account of the supervisor who set this agent to offline. */
function forcedBy(updates: readonly AgentUpdate[], id: string): string | undefined {
  const forced = updates.flatMap(({ agentId, event }) =>
    agentId === id && event.type === 'forced-offline' ? [event.accountId] : [],
  );
  return forced.at(-1);
}

function isDeparture(event: AgentEvent): boolean {
  return event.type === 'signed-out' || event.type === 'grace-lapsed';
}

/** Signing out closes each tab; the end of the grace period loses the agent. Conversations in wrap-up stay. */
function intentsOfDeparture(
  { conversations }: LockedRows,
  agentId: string,
  event: AgentEvent,
): ConversationIntent[] {
  const type = event.type === 'signed-out' ? 'close-tab' : 'lose-agent';
  return [...conversations.values()]
    .filter((conversation) => conversation.state === 'active' && conversation.agentId === agentId)
    .map(({ conversationId }) => ({ conversationId, intent: { type, agentId } }));
}

/** An offer stands only while its agent is available in the workstream. */
function withdrawals({ conversations }: LockedRows, agent: Agent): ConversationIntent[] {
  const { agentId, workstreamIds } = agent;
  return [...conversations.values()]
    .filter((one) => one.offeredTo === agentId)
    .filter((one) => !isAvailable(agent) || !workstreamIds.includes(one.workstreamId))
    .map(({ conversationId }) => ({ conversationId, intent: { type: 'withdraw-offer', agentId } }));
}
