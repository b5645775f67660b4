import type { AgentSettings, Fact, RoutingFact } from '@rejoin/contracts';
import { isRefused, step, type Instant } from '@rejoin/kernel';
import assert from 'node:assert/strict';
import {
  evolveAgent,
  overtakesDisconnect,
  isAvailable,
  newAgent,
  capacityOf,
} from '../../apps/routing/src/domain/agent';
import type { Agent, AgentEvent } from '../../apps/routing/src/domain/agent';
import {
  hasFreeUnits,
  type AgentCapacity,
  type WorkstreamTerms,
} from '../../apps/routing/src/domain/capacity';
import type { Intent } from '../../apps/routing/src/domain/commands';
import { hasPassed, notStarted, type Conversation } from '../../apps/routing/src/domain/conversation';
import { conversationDecider } from '../../apps/routing/src/domain/decider';
import { place } from '../../apps/routing/src/domain/placement';
import { ledgerChanges } from '../../apps/routing/src/domain/ledger-change';

/**
 * Routing around its deciders: rows of conversations, and of agents with their sums. Each call is one
 * transaction.
 */
export class RoutingModel {
  readonly conversations = new Map<string, Conversation>();
  readonly agents = new Map<string, Agent>();

  /** `looks: false` leaves out the check of an agent's capacity, to show that it is needed. */
  constructor(
    private readonly now: () => Instant,
    private readonly tell: (fact: RoutingFact) => void,
    public terms: WorkstreamTerms,
    private readonly looks: boolean,
  ) {}

  order(id: string, intent: Intent): boolean {
    const was = this.conversations.get(id) ?? notStarted(id);
    const { decision, after: next } = step(conversationDecider, was, {
      ...intent,
      at: this.now(),
      terms: this.terms,
    });
    this.conversations.set(id, next);
    if (isRefused(decision)) return false;
    for (const { kind, agentId, units } of ledgerChanges(was, decision, intent.type)) {
      const agent = this.agent(agentId);
      const usedUnits = agent.usedUnits + (kind === 'acquired' ? units : -units);
      // Promise 16: no acquisition exceeds the maximum of its moment.
      assert(
        kind === 'released' || usedUnits <= agent.maxUnits,
        `${agentId} was given more than the maximum`,
      );
      this.agents.set(agentId, { ...agent, usedUnits });
    }
    decision.forEach(this.tell);
    return true;
  }

  /** Returns false for a fact that has arrived before its cause. */
  hear(agentId: string, event: AgentEvent): boolean {
    const was = this.agent(agentId);
    if (event.type === 'grace-lapsed' && overtakesDisconnect(was, event.epoch)) return false;
    const is = evolveAgent(was, event);
    this.agents.set(agentId, is);
    if (!isAvailable(is)) this.withdraw(agentId);
    const left = is !== was && (event.type === 'signed-out' || event.type === 'grace-lapsed');
    if (!left) return true;
    const type = event.type === 'signed-out' ? 'close-tab' : 'lose-agent';
    for (const one of this.conversations.values()) {
      if (one.state === 'active' && one.agentId === agentId)
        this.order(one.conversationId, { type, agentId });
    }
    return true;
  }

  private withdraw(agentId: string): void {
    for (const { conversationId, offeredTo } of this.conversations.values()) {
      if (offeredTo === agentId) this.order(conversationId, { type: 'withdraw-offer', agentId });
    }
  }

  /** Ends the offers whose time is over. */
  missDue(): void {
    for (const id of this.conversations.keys()) this.order(id, { type: 'miss-offer' });
  }

  get dueAt(): Instant[] {
    return [...this.conversations.values()].flatMap(({ offeredUntil }) => offeredUntil ?? []);
  }

  settings(agentId: string, settings: Omit<AgentSettings, 'graceSeconds'>): void {
    this.hear(agentId, { type: 'settings', settings: { ...settings, graceSeconds: 1 } });
  }

  round(): void {
    const offers = this.offered;
    const free = [...this.agents.values()]
      .filter(isAvailable)
      .map((agent) => ({ ...this.room(agent.agentId), lastAssignedAt: null }));
    for (const { conversationId, to } of place(offers, free, this.terms.unitsPerConversation, this.now())) {
      assert(this.order(conversationId, { type: 'assign', by: 'push', to }), 'what was placed was refused');
    }
  }

  room(agentId: string): AgentCapacity {
    const room = capacityOf(this.agent(agentId));
    return this.looks ? room : { ...room, maxUnits: Infinity };
  }

  consume(fact: Fact): boolean {
    switch (fact.type) {
      case 'ConversationStarted': {
        const { conversationId, workstreamId, at: startedAt } = fact.data;
        return this.order(conversationId, { type: 'queue', workstreamId, startedAt });
      }
      case 'ReconnectionWindowOpened':
        return this.known(fact.data.conversationId, { type: 'customer-away', epoch: fact.data.epoch });
      case 'ReconnectAccepted':
        return this.known(fact.data.conversationId, { type: 'customer-back', epoch: fact.data.epoch });
      case 'ReconnectExpired':
        return this.known(fact.data.conversationId, { type: 'expire' });
      case 'ConversationSealed':
        return this.known(fact.data.conversationId, {
          type: 'seal',
          reason: fact.data.reason,
          actor: { by: fact.data.by },
        });
      case 'AgentConnected':
        return this.hear(fact.data.agentId, { type: 'connected', epoch: fact.data.epoch });
      case 'AgentDisconnected':
        return this.hear(fact.data.agentId, { type: 'disconnected', epoch: fact.data.epoch });
      case 'AgentSignedOut':
        return this.hear(fact.data.agentId, { type: 'signed-out', epoch: fact.data.epoch });
      case 'DeadlineReached': {
        const { kind, subjectId, generation } = fact.data;
        if (kind === 'agent-grace') return this.hear(subjectId, { type: 'grace-lapsed', epoch: generation });
        const type = kind === 'auto-close' ? 'auto-close' : 'end-wrap-up-block';
        return this.known(subjectId, { type, generation });
      }
      default:
        return true;
    }
  }

  get offered(): Conversation[] {
    const offered = [...this.conversations.values()].filter(
      (one) => one.state === 'open' && !one.away && one.offeredTo === null,
    );
    const rank = (one: Conversation) => `${one.lastAgentId === null ? 1 : 0} ${one.queuedAt}`;
    return offered.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  /**
   * Promises 16 and 18: agents use the units that conversations hold, and a conversation waits only while no
   * agent could serve it.
   */
  check(): void {
    for (const { agentId, usedUnits } of this.agents.values()) {
      const theirs = [...this.conversations.values()].filter(
        (one) => (one.agentId ?? one.offeredTo) === agentId,
      );
      const held = theirs.reduce((sum, { slot, units }) => sum + (slot === 'none' ? 0 : units), 0);
      assert.equal(usedUnits, held, `${agentId} uses ${usedUnits}, conversations hold ${held}`);
    }
    for (const { state, slot, away } of this.conversations.values()) {
      assert.equal(state === 'active', slot === 'consumed' || slot === 'held', `${state} with ${slot}`);
      assert.equal(slot === 'held', state === 'active' && away, 'held, but not away');
      assert(state !== 'closed' || slot === 'none', 'a closed conversation holds a slot');
    }
  }

  nobodyWaitsForNothing(): void {
    const free = [...this.agents.values()].filter(isAvailable).map(capacityOf);
    const able = free.filter((room) => hasFreeUnits(room, this.terms.unitsPerConversation));
    const waits = this.offered.some((one) =>
      able.some(({ agentId }) => !hasPassed(one, agentId, this.now())),
    );
    assert(!waits, 'a conversation waits although an agent is free');
  }

  /** Returns false when the start of the conversation has not been received. */
  known(id: string, intent: Intent): boolean {
    if (!this.conversations.has(id)) return false;
    this.order(id, intent);
    return true;
  }

  private agent(id: string): Agent {
    return this.agents.get(id) ?? newAgent(id);
  }
}
