import type { RoutingFact, SealReason, WrapUpRule } from '@rejoin/contracts';
import { isRefused, step } from '@rejoin/kernel';
import type { AgentCapacity, WorkstreamTerms } from './capacity';
import type { Intent } from './commands';
import { evolve, notStarted, type Conversation } from './conversation';
import { conversationDecider } from './decider';
import { place } from './placement';
import { ledgerChanges } from './ledger-change';

export const agentIds = ['a', 'b', 'c'];
export const conversationIds = ['1', '2', '3', '4'];

/** A step of the model: an intent, a round of the assigner, or a change of settings. */
export type Move =
  | {
      do: 'intent';
      conversation: string;
      intent: Intent['type'];
      agent: string;
      n: number;
      reason: SealReason;
    }
  | { do: 'round' }
  | { do: 'maximum'; agent: string; units: number }
  | { do: 'reachable'; agent: string; reachable: boolean }
  | { do: 'terms'; units: number; rule: WrapUpRule; offerSeconds: number | null }
  /** Time passes, in seconds. */
  | { do: 'wait'; seconds: number };

/** A few conversations and agents. The used units and the open ledger rows are derived from the ledger changes alone. */
export class RoutingModel {
  readonly rooms = new Map(agentIds.map((id) => [id, room(id)]));
  readonly conversations = new Map(conversationIds.map((id) => [id, notStarted(id)]));
  readonly openRows = new Map<string, { agentId: string; units: number }>();
  readonly facts = new Map<string, RoutingFact[]>();
  terms: WorkstreamTerms = {
    unitsPerConversation: 1,
    wrapUpRule: 'always-block',
    wrapUpSeconds: 60,
    autoCloseSeconds: 9,
  };
  private second = 0;

  /** `onOutcome` is called with every fact type and every refusal. */
  constructor(private readonly onOutcome: (name: string) => void) {}

  make(one: Move): void {
    switch (one.do) {
      case 'intent':
        this.decide(one.conversation, this.intentOf(one));
        break;
      case 'round':
        this.round();
        break;
      case 'maximum':
        this.rooms.set(one.agent, { ...this.room(one.agent), maxUnits: one.units });
        break;
      case 'reachable':
        this.rooms.set(one.agent, { ...this.room(one.agent), reachable: one.reachable });
        break;
      case 'terms':
        this.terms = {
          ...this.terms,
          unitsPerConversation: one.units,
          wrapUpRule: one.rule,
          offerSeconds: one.offerSeconds,
        };
        break;
      case 'wait':
        this.second += one.seconds;
    }
  }

  private round(): void {
    const offers = [...this.conversations.values()].filter(
      (one) => one.state === 'open' && !one.away && one.offeredTo === null,
    );
    const free = [...this.rooms.values()].map((one) => ({ ...one, lastAssignedAt: null }));
    const at = new Date(this.second * 1000).toISOString();
    for (const { conversationId, to } of place(offers, free, this.terms.unitsPerConversation, at)) {
      const refused = this.decide(conversationId, { type: 'assign', by: 'push', to });
      must(!refused, 'what was placed could not be assigned');
    }
  }

  private decide(id: string, intent: Intent): boolean {
    const was = this.conversation(id);
    this.second++;
    const at = new Date(this.second * 1000).toISOString();
    const { decision, after: next } = step(conversationDecider, was, { ...intent, at, terms: this.terms });
    if (isRefused(decision)) {
      this.onOutcome(decision.refused);
      must(next === was, 'a refusal changed something');
      return true;
    }
    must(legal(was.state, next.state), `${was.state} -> ${next.state} by ${intent.type}`);
    this.conversations.set(id, next);
    this.checkOffers(was, decision);
    this.facts.set(id, [...(this.facts.get(id) ?? []), ...decision]);
    for (const { type } of decision) this.onOutcome(type);
    for (const change of ledgerChanges(was, decision, intent.type)) {
      const { usedUnits, ...rest } = this.room(change.agentId);
      if (change.kind === 'acquired') {
        must(usedUnits + change.units <= rest.maxUnits, 'taken above the maximum of the moment');
        must(!this.openRows.has(id), 'taken twice');
        this.openRows.set(id, { agentId: change.agentId, units: change.units });
        this.rooms.set(change.agentId, { ...rest, usedUnits: usedUnits + change.units });
      } else {
        const row = this.openRows.get(id);
        must(row?.agentId === change.agentId && row.units === change.units, 'released what was not taken');
        this.openRows.delete(id);
        this.rooms.set(change.agentId, { ...rest, usedUnits: usedUnits - change.units });
      }
    }
    return false;
  }

  /** Checks that nobody is offered what they have passed in the last minute, and that only the one who was asked accepts. */
  private checkOffers(was: Conversation, facts: readonly RoutingFact[]): void {
    for (const { type, data } of facts) {
      if (type === 'ConversationOffered') {
        const earlier = this.facts.get(data.conversationId) ?? [];
        const since = earlier.findLastIndex((one) => one.type === 'AgentAssigned');
        for (const one of earlier.slice(since + 1)) {
          if (one.type !== 'OfferEnded' || one.data.outcome === 'withdrawn') continue;
          const secondsAgo = (Date.parse(data.at) - Date.parse(one.data.at)) / 1000;
          must(one.data.agentId !== data.agentId || secondsAgo >= 60, 'offered twice to the same agent');
        }
        must(data.agentId !== was.preferredAgentId, 'a returning customer was offered anew');
      }
      if (type === 'AgentAssigned' && data.by === 'push' && was.offeredTo !== null) {
        must(data.agentId === was.offeredTo, 'somebody else accepted');
        must(data.at < (was.offeredUntil ?? ''), 'accepted too late');
      }
    }
  }

  check(): void {
    for (const one of this.conversations.values()) {
      const row = this.openRows.get(one.conversationId);
      must((one.slot !== 'none') === (row !== undefined), 'a slot without a row, or a row without a slot');
      const holder = one.agentId ?? one.offeredTo;
      must(!row || (row.agentId === holder && row.units === one.units), 'slot and row disagree');
      must((one.slot === 'offered') === (one.offeredTo !== null), 'an offer without its slot');
      must(one.offeredTo === null || (one.state === 'open' && !one.away), 'offered, but not waiting');
      must((one.state === 'active') === ['consumed', 'held'].includes(one.slot), 'active without its slot');
      must((one.slot === 'held') === (one.state === 'active' && one.away), 'held, but not away');
      must(one.state !== 'closed' || one.slot === 'none', 'a slot outlived its conversation');
      must((one.agentId !== null) === ['active', 'wrap-up'].includes(one.state), 'agent and state disagree');
    }
    for (const { agentId, usedUnits } of this.rooms.values()) {
      const rows = [...this.openRows.values()].filter((row) => row.agentId === agentId);
      const sum = rows.reduce((units, row) => units + row.units, 0);
      must(usedUnits === sum, `${agentId} uses ${usedUnits}, the ledger says ${sum}`);
    }
  }

  /** Checks that the facts determine every field but the epoch, so that a subscriber can follow. */
  checkFold(): void {
    for (const [id, is] of this.conversations) {
      const folded = (this.facts.get(id) ?? []).reduce(evolve, notStarted(id));
      must(
        JSON.stringify({ ...folded, windowEpoch: is.windowEpoch }) === JSON.stringify(is),
        'facts and state differ',
      );
    }
  }

  /** Expires and closes every conversation. Whatever happened before, no units stay taken. */
  endAll(): void {
    for (const { conversationId } of this.conversations.values()) {
      this.decide(conversationId, { type: 'expire' });
      const { generation } = this.conversation(conversationId);
      this.decide(conversationId, { type: 'auto-close', generation });
    }
    must(this.openRows.size === 0, 'units were never given back');
  }

  private intentOf({ intent: type, agent: agentId, n, reason }: Move & { do: 'intent' }): Intent {
    switch (type) {
      case 'queue':
        return { type, workstreamId: 'w', startedAt: new Date(n).toISOString() };
      case 'assign':
        return { type, by: 'pick', to: this.room(agentId) };
      case 'customer-away':
      case 'customer-back':
        return { type, epoch: n };
      case 'expire':
        return { type };
      case 'seal':
        return { type, reason, actor: { by: 'customer' } };
      case 'miss-offer':
        return { type };
      case 'accept':
      case 'decline':
      case 'withdraw-offer':
      case 'close-tab':
      case 'release':
      case 'lose-agent':
      case 'close':
        return { type, agentId };
      case 'transfer':
        return { type, requestedBy: n > 2 ? null : (agentIds[n] ?? null), to: this.room(agentId) };
      case 'end-wrap-up-block':
      case 'auto-close':
        return { type, generation: n % 2 };
    }
  }

  private room(id: string): AgentCapacity {
    return this.rooms.get(id) ?? room(id);
  }

  private conversation(id: string): Conversation {
    return this.conversations.get(id) ?? notStarted(id);
  }
}

function room(agentId: string): AgentCapacity {
  return { agentId, reachable: true, maxUnits: 2, usedUnits: 0 };
}

const transitions: Record<Conversation['state'], readonly Conversation['state'][]> = {
  'not-started': ['not-started', 'open'],
  open: ['open', 'active', 'closed'],
  active: ['active', 'open', 'wrap-up'],
  waiting: [],
  'wrap-up': ['wrap-up', 'closed'],
  closed: ['closed'],
};

function legal(from: Conversation['state'], to: Conversation['state']): boolean {
  return transitions[from].includes(to);
}

function must(holds: boolean | undefined, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
