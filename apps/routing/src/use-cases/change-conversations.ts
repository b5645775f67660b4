import type { PresenceFact, RoutingFact } from '@rejoin/contracts';
import { isRefused, type Decision } from '@rejoin/kernel';
import { NotYet, Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Intent } from '../domain/commands';
import { notStarted, type Conversation } from '../domain/conversation';
import { step } from '../domain/decider';
import { slotMoves, type SlotMove } from '../domain/slot-move';
import { CapacityStore } from '../store/capacity.store';
import { ConversationsStore } from '../store/conversations.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { QueueBell } from './queue-bell';

export interface Order {
  readonly conversationId: string;
  readonly intent: Intent;
}

/** Conversations whose rows this transaction has locked, by id. */
export type Locked = Map<string, Conversation>;

/**
 * The one way in which conversations change: lock in id order, decide purely, then write rows, ledger, agents'
 * sums and facts in the same transaction, and ring the queues that got work or room after its commit.
 */
@Injectable()
export class ChangeConversations {
  constructor(
    private readonly conversations: ConversationsStore,
    private readonly workstreams: WorkstreamsStore,
    private readonly capacity: CapacityStore,
    private readonly outbox: Outbox,
    private readonly bell: QueueBell,
  ) {}

  /** Locks; ids that are not known are missing in the answer. */
  async lock(tx: Tx, ids: Iterable<string>): Promise<Locked> {
    return byId(await this.conversations.lock(tx, [...new Set(ids)]));
  }

  /** Locks for facts of other services, which cannot be applied before the conversation's start is known. */
  async lockStarted(tx: Tx, ids: Iterable<string>): Promise<Locked> {
    const wanted = [...new Set(ids)];
    const locked = await this.lock(tx, wanted);
    const unknown = wanted.filter((id) => !locked.has(id));
    if (unknown.length > 0) throw new NotYet(unknown);
    return locked;
  }

  /**
   * Decides in the order given and writes what follows, together with facts about agents that belong to the same
   * transition. An order for a conversation that is not in `locked` starts it.
   */
  async decide(
    tx: Tx,
    locked: Locked,
    orders: readonly Order[],
    presence: readonly PresenceFact[] = [],
  ): Promise<Decision<RoutingFact>[]> {
    if (orders.length === 0) {
      await this.outbox.append(tx, presence);
      return [];
    }
    const terms = await this.workstreams.termsOf(tx, workstreamsIn(locked, orders));
    const at = await databaseClock(tx);
    const changed = new Map<string, Conversation>();
    const moves: SlotMove[] = [];
    const facts: RoutingFact[] = [];
    const decisions = orders.map(({ conversationId, intent }) => {
      const was = locked.get(conversationId) ?? notStarted(conversationId);
      const workstreamId = intent.type === 'queue' ? intent.workstreamId : was.workstreamId;
      const termsNow = terms.get(workstreamId);
      if (!termsNow) throw new NotYet([conversationId]);
      const { decision, next } = step(was, { ...intent, at, terms: termsNow });
      locked.set(conversationId, next);
      if (next !== was) changed.set(conversationId, next);
      if (isRefused(decision)) return decision;
      facts.push(...decision);
      moves.push(...slotMoves(decision, intent.type));
      return decision;
    });
    await this.conversations.save(tx, [...changed.values()]);
    const queuesWithRoom = await this.capacity.move(tx, moves);
    await this.outbox.append(tx, [...facts, ...presence]);
    tx.afterCommit(() => this.bell.ring([...new Set([...queuesWithWork(facts), ...queuesWithRoom])]));
    return decisions;
  }
}

export function byId(conversations: readonly Conversation[]): Locked {
  return new Map(conversations.map((conversation) => [conversation.conversationId, conversation]));
}

function workstreamsIn(locked: Locked, orders: readonly Order[]): string[] {
  const ids = orders.map(({ conversationId, intent }) =>
    intent.type === 'queue' ? intent.workstreamId : locked.get(conversationId)?.workstreamId,
  );
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function queuesWithWork(facts: readonly RoutingFact[]): string[] {
  return facts.flatMap((fact) => {
    if (fact.type === 'ConversationQueued') return [fact.data.workstreamId];
    return fact.type === 'ConversationRequeued' && !fact.data.parked ? [fact.data.workstreamId] : [];
  });
}
