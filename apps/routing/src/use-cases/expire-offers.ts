import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { evolveAgent, isAvailable, presenceFacts, type Agent } from '../domain/agent';
import { isOverdue } from '../domain/offer-decisions';
import { AgentsStore } from '../store/agents.store';
import { ConversationsStore } from '../store/conversations.store';
import { ChangeConversations } from './change-conversations';

const atOnce = 100;
/** When an offer whose row, or agent, another transaction has locked is tried again. */
const againMs = 500;

/**
 * Ends offers that nobody has answered in time, so that the conversations go to other agents. Where the workstream says so,
 * the agents become away. Their other offers ring on until their own end.
 */
@Injectable()
export class ExpireOffers {
  constructor(
    private readonly conversations: ConversationsStore,
    private readonly agents: AgentsStore,
    private readonly changes: ChangeConversations,
  ) {}

  /** Returns in how many milliseconds the next offer ends, or null when nothing is offered. */
  async run(tx: Tx): Promise<number | null> {
    const offers = await this.conversations.offersByEnd(tx, atOnce);
    const found = offers.filter(({ endsInMs }) => endsInMs <= 0).map(({ conversationId }) => conversationId);
    const next = offers.find(({ endsInMs }) => endsInMs > 0)?.endsInMs ?? null;
    if (found.length === 0) return next;
    const rows = { conversations: found, andTheirAgents: true, onlyFree: true };
    const locked = await this.changes.lock(tx, rows);
    const overdue = [...locked.conversations.values()].filter(
      (one) => isOverdue(one, locked.at) && locked.agents.has(one.offeredTo ?? ''),
    );
    const after = new Map<string, Agent>();
    for (const { offeredTo, workstreamId } of overdue) {
      const agent = offeredTo === null ? undefined : locked.agents.get(offeredTo);
      if (!agent || !isAvailable(agent) || !locked.terms.get(workstreamId)?.awayAfterMissedOffer) continue;
      after.set(agent.agentId, evolveAgent(agent, { type: 'presence-chosen', presence: 'away' }));
    }
    this.agents.save(tx, [...after.values()]);
    const presence = [...after].flatMap(([id, now]) => {
      const before = locked.agents.get(id);
      return before ? presenceFacts(before, now, locked.at) : [];
    });
    const intents = overdue.map(({ conversationId }) => {
      return { conversationId, intent: { type: 'miss-offer' } as const };
    });
    this.changes.decide(tx, locked, intents, presence);
    if (found.length === atOnce && overdue.length > 0) return 0;
    return overdue.length < found.length ? Math.min(againMs, next ?? againMs) : next;
  }
}
