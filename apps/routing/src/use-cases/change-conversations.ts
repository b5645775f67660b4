import type { PresenceFact, RoutingFact } from '@rejoin/contracts';
import { isRefused, type Decision } from '@rejoin/kernel';
import { NotYet, Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Command, Intent } from '../domain/commands';
import { notStarted, type Conversation } from '../domain/conversation';
import { step } from '../domain/decider';
import { holdMoves, type HoldMove } from '../domain/hold-move';
import { slotMoves, type SlotMove } from '../domain/slot-move';
import { CapacityStore } from '../store/capacity.store';
import { ConversationsStore } from '../store/conversations.store';
import { HoldsStore } from '../store/holds.store';
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
    private readonly holds: HoldsStore,
    private readonly outbox: Outbox,
    private readonly bell: QueueBell,
  ) {}

  /** Locks; ids that are not known are missing in the answer. */
  async lock(tx: Tx, ids: Iterable<string>): Promise<Locked> {
    return byId(await this.conversations.lock(tx, [...new Set(ids)]));
  }

  /**
   * Decides in the order given and writes what follows, together with facts about agents that belong to the same
   * transition. Throws {@link NotYet} with all conversations whose start, or whose workstream, is not known yet:
   * the facts of other services do not wait for each other.
   */
  async decide(
    tx: Tx,
    locked: Locked,
    orders: readonly Order[],
    presence: readonly PresenceFact[] = [],
  ): Promise<Decision<RoutingFact>[]> {
    if (orders.length === 0) {
      this.outbox.append(tx, presence);
      return [];
    }
    const commands = await this.commands(tx, locked, orders);
    const changed = new Map<string, Conversation>();
    const moves: SlotMove[] = [];
    const holds: HoldMove[] = [];
    const facts: RoutingFact[] = [];
    const decisions = commands.map(({ conversationId, command }) => {
      const was = locked.get(conversationId) ?? notStarted(conversationId);
      const { decision, next } = step(was, command);
      locked.set(conversationId, next);
      if (next !== was) changed.set(conversationId, next);
      if (isRefused(decision)) return decision;
      facts.push(...decision);
      moves.push(...slotMoves(decision, command.type));
      holds.push(...holdMoves(was, decision));
      return decision;
    });
    this.conversations.save(tx, [...changed.values()]);
    const queuesWithRoom = await this.capacity.move(tx, moves);
    this.holds.move(tx, holds);
    this.outbox.append(tx, [...facts, ...presence]);
    tx.afterCommit(() => this.bell.ring([...new Set([...queuesWithWork(facts), ...queuesWithRoom])]));
    return decisions;
  }

  private async commands(
    tx: Tx,
    locked: Locked,
    orders: readonly Order[],
  ): Promise<{ conversationId: string; command: Command }[]> {
    const queues = new Set(orders.map((order) => queueOf(locked, order)));
    const [terms, at] = await Promise.all([this.workstreams.termsOf(tx, [...queues]), databaseClock(tx)]);
    const tooEarly = orders.filter((order) => !terms.has(queueOf(locked, order)));
    if (tooEarly.length > 0) throw new NotYet(tooEarly.map((order) => order.conversationId));
    return orders.flatMap((order) => {
      const now = terms.get(queueOf(locked, order));
      return now
        ? [{ conversationId: order.conversationId, command: { ...order.intent, at, terms: now } }]
        : [];
    });
  }
}

export function byId(conversations: readonly Conversation[]): Locked {
  return new Map(conversations.map((conversation) => [conversation.conversationId, conversation]));
}

/** The workstream of an order; empty when the conversation's start is not known. */
function queueOf(locked: Locked, { conversationId, intent }: Order): string {
  if (intent.type === 'queue') return intent.workstreamId;
  return locked.get(conversationId)?.workstreamId ?? '';
}

function queuesWithWork(facts: readonly RoutingFact[]): string[] {
  return facts.flatMap((fact) => {
    if (fact.type === 'ConversationQueued') return [fact.data.workstreamId];
    return fact.type === 'ConversationRequeued' && !fact.data.parked ? [fact.data.workstreamId] : [];
  });
}
