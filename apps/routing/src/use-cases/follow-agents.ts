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
import { WorkstreamsStore } from '../store/workstreams.store';
import { byId, ChangeConversations, type Held, type Order } from './change-conversations';
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
    private readonly workstreams: WorkstreamsStore,
    private readonly changes: ChangeConversations,
    private readonly bell: QueueBell,
  ) {}

  /** `alsoDue`: orders for conversations that are to be decided in the same transaction. */
  async run(tx: Tx, heard: readonly Heard[], alsoDue: readonly Order[] = []): Promise<void> {
    const leaving = heard.filter(({ event }) => endsLine(event)).map(({ agentId }) => agentId);
    const due = alsoDue.map((order) => order.conversationId);
    const first = await this.changes.hold(tx, {
      conversations: [...(await this.conversations.activeOf(tx, leaving)), ...due],
      agents: heard.map(({ agentId }) => agentId),
    });
    const early = heard.filter((one) => isTooEarly(first.agents.get(one.agentId), one.event));
    if (early.length > 0) throw new NotYet(early.map(({ agentId }) => agentId));
    const held = await this.andAssignedMeanwhile(tx, leaving, first);

    const is = new Map<string, Agent>();
    const orders = alsoDue.filter(({ conversationId }) => held.conversations.has(conversationId));
    for (const { agentId, event } of heard) {
      const was = is.get(agentId) ?? held.agents.get(agentId) ?? newAgent(agentId);
      const now = hear(was, event);
      is.set(agentId, now);
      if (endsLine(event) && now !== was) orders.push(...giveBack(held, agentId, event));
    }
    this.agents.save(tx, [...is.values()]);
    const presence = [...is].flatMap(([id, now]) =>
      presenceFacts(held.agents.get(id) ?? newAgent(id), now, held.at),
    );
    this.changes.decide(tx, held, orders, presence);
    const available = [...is.values()].filter(isAvailable);
    tx.afterCommit(() => this.bell.ring(available.flatMap((agent) => agent.workstreamIds)));
  }

  /** With what was assigned between the look and the agent's lock; nothing more can come now. */
  private async andAssignedMeanwhile(tx: Tx, leaving: readonly string[], held: Held): Promise<Held> {
    const active = await this.conversations.activeOf(tx, leaving);
    const late = active.filter((id) => !held.conversations.has(id));
    if (late.length === 0) return held;
    const [conversations, terms, at] = await Promise.all([
      this.conversations.lockUnlocked(tx, late),
      this.workstreams.termsOf(tx, [], late),
      databaseClock(tx),
    ]);
    // Waiting for a conversation while agents are locked could be a deadlock; coming again is not.
    if (conversations.length < late.length) throw new NotYet(leaving);
    return {
      conversations: new Map([...held.conversations, ...byId(conversations)]),
      agents: held.agents,
      terms: new Map([...held.terms, ...terms]),
      at,
    };
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
function giveBack({ conversations }: Held, agentId: string, event: AgentEvent): Order[] {
  const type = event.type === 'signed-out' ? 'close-tab' : 'lose-agent';
  return [...conversations.values()]
    .filter((conversation) => conversation.state === 'active' && conversation.agentId === agentId)
    .map(({ conversationId }) => ({ conversationId, intent: { type, agentId } }));
}
