import { NotYet } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import {
  hear,
  isAhead,
  isAvailable,
  newAgent,
  presenceFacts,
  type Agent,
  type AgentEvent,
} from '../domain/agent';
import { AgentsStore } from '../store/agents.store';
import { ConversationsStore } from '../store/conversations.store';
import { byId, ChangeConversations, type Locked, type Order } from './change-conversations';
import { QueueBell } from './queue-bell';

/** Something that happened to an agent. */
export interface Heard {
  readonly agentId: string;
  readonly event: AgentEvent;
}

/** An agent's settings, desk and grace: presence follows, and conversations go back when the agent is gone. */
@Injectable()
export class FollowAgents {
  constructor(
    private readonly agents: AgentsStore,
    private readonly conversations: ConversationsStore,
    private readonly changes: ChangeConversations,
    private readonly bell: QueueBell,
  ) {}

  /** `alsoDue`: orders for conversations that are to be decided in the same transaction. */
  async run(tx: Tx, heard: readonly Heard[], alsoDue: readonly Order[] = []): Promise<void> {
    const leaving = heard.filter(({ event }) => endsLine(event)).map(({ agentId }) => agentId);
    const due = alsoDue.map((order) => order.conversationId);
    const locked = await this.changes.lock(tx, [...(await this.conversations.activeOf(tx, leaving)), ...due]);
    const known: Map<string, Agent> = await this.agents.lock(tx, [
      ...new Set(heard.map(({ agentId }) => agentId)),
    ]);
    const early = heard.filter((one) => isTooEarly(known.get(one.agentId), one.event));
    if (early.length > 0) throw new NotYet(early.map(({ agentId }) => agentId));
    await this.lockAssignedMeanwhile(tx, leaving, locked);

    const is = new Map<string, Agent>();
    const orders = alsoDue.filter(({ conversationId }) => locked.has(conversationId));
    for (const { agentId, event } of heard) {
      const was = is.get(agentId) ?? known.get(agentId) ?? newAgent(agentId);
      const now = hear(was, event);
      is.set(agentId, now);
      if (endsLine(event) && now !== was) orders.push(...giveBack(locked, agentId, event));
    }
    this.agents.save(tx, [...is.values()]);
    const at = await databaseClock(tx);
    const presence = [...is].flatMap(([id, now]) => presenceFacts(known.get(id) ?? newAgent(id), now, at));
    await this.changes.decide(tx, locked, orders, presence);
    const available = [...is.values()].filter(isAvailable);
    tx.afterCommit(() => this.bell.ring(available.flatMap((agent) => agent.workstreamIds)));
  }

  /** What was assigned between the look and the agent's lock; nothing more can come now. */
  private async lockAssignedMeanwhile(tx: Tx, leaving: readonly string[], locked: Locked): Promise<void> {
    const late = (await this.conversations.activeOf(tx, leaving)).filter((id) => !locked.has(id));
    for (const [id, conversation] of byId(await this.conversations.lockUnlocked(tx, late))) {
      locked.set(id, conversation);
    }
    // Waiting for a conversation while agents are locked could be a deadlock; coming again is not.
    if (late.some((id) => !locked.has(id))) throw new NotYet(leaving);
  }
}

/** Only settings make an agent known, and a grace that lapsed has a lost line as its cause. */
function isTooEarly(agent: Agent | undefined, event: AgentEvent): boolean {
  if (!agent) return event.type !== 'settings';
  return event.type === 'grace-lapsed' && isAhead(agent, event.epoch);
}

function endsLine(event: AgentEvent): boolean {
  return event.type === 'signed-out' || event.type === 'grace-lapsed';
}

/** Signing out is closing each tab; being gone too long is losing the agent. What is in wrap-up stays. */
function giveBack(locked: Locked, agentId: string, event: AgentEvent): Order[] {
  const type = event.type === 'signed-out' ? 'close-tab' : 'lose-agent';
  return [...locked.values()]
    .filter((conversation) => conversation.state === 'active' && conversation.agentId === agentId)
    .map(({ conversationId }) => ({ conversationId, intent: { type, agentId } }));
}
