import type { PresenceFact, RoutingFact } from '@rejoin/contracts';
import { isRefused, UnitOfWork, type Decision, type Instant } from '@rejoin/kernel';
import { NotYet, Outbox, writeWork } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Terms } from '../domain/capacity';
import type { Intent } from '../domain/commands';
import { notStarted, type Conversation } from '../domain/conversation';
import { conversationDecider } from '../domain/decider';
import { holdMoves, type HoldMove } from '../domain/hold-move';
import { slotMoves, type SlotMove } from '../domain/slot-move';
import { AgentsStore, type LockedAgent } from '../store/agents.store';
import { CapacityStore } from '../store/capacity.store';
import { ConversationsStore } from '../store/conversations.store';
import { HoldsStore } from '../store/holds.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { QueueBell } from './queue-bell';

export interface Order {
  readonly conversationId: string;
  readonly intent: Intent;
}

/** What a transaction has locked, and what else its orders are decided by, read under the locks. */
export interface Held {
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly agents: ReadonlyMap<string, LockedAgent>;
  readonly terms: ReadonlyMap<string, Terms>;
  readonly at: Instant;
}

export interface ToHold {
  readonly conversations?: readonly string[];
  readonly agents?: readonly string[];
  /** Also the agents who have these conversations. */
  readonly andTheirAgents?: boolean;
  /** Workstreams beside those of the conversations. */
  readonly workstreams?: readonly string[];
}

/**
 * The one way in which conversations change: lock conversations, then agents, each in id order, decide purely, then
 * write rows, ledger, agents' sums and facts in the same transaction, and ring the queues that got work or room after
 * its commit. It takes two round trips: one up to the locks, one up to the commit.
 */
@Injectable()
export class ChangeConversations {
  constructor(
    private readonly conversations: ConversationsStore,
    private readonly agents: AgentsStore,
    private readonly workstreams: WorkstreamsStore,
    private readonly capacity: CapacityStore,
    private readonly holds: HoldsStore,
    private readonly outbox: Outbox,
    private readonly bell: QueueBell,
  ) {}

  /** Locks and reads in one round trip. What is not known is missing in the answer. */
  async hold(tx: Tx, wanted: ToHold): Promise<Held> {
    const ids = [...new Set(wanted.conversations)];
    const [conversations, agents, terms, at] = await Promise.all([
      this.conversations.lock(tx, ids),
      this.agents.lock(tx, [...new Set(wanted.agents)], wanted.andTheirAgents ? ids : []),
      this.workstreams.termsOf(tx, [...new Set(wanted.workstreams)], ids),
      databaseClock(tx),
    ]);
    return { conversations: byId(conversations), agents, terms, at };
  }

  /**
   * Decides in the order given and writes what follows, together with facts about agents that belong to the same
   * transition. Throws {@link NotYet} with all conversations whose start, or whose workstream, is not known yet:
   * the facts of other services do not wait for each other.
   */
  decide(
    tx: Tx,
    held: Held,
    orders: readonly Order[],
    presence: readonly PresenceFact[] = [],
  ): Decision<RoutingFact>[] {
    const tooEarly = orders.filter((order) => !termsFor(held, order));
    if (tooEarly.length > 0) throw new NotYet(tooEarly.map((order) => order.conversationId));
    const work = new UnitOfWork(conversationDecider, withNew(held, orders));
    const moves: SlotMove[] = [];
    const holds: HoldMove[] = [];
    const decisions = orders.flatMap((order): Decision<RoutingFact>[] => {
      const terms = termsFor(held, order);
      if (!terms) return [];
      const command = { ...order.intent, at: held.at, terms };
      const { before, decision } = work.decide(order.conversationId, command);
      if (isRefused(decision)) return [decision];
      moves.push(...slotMoves(decision, order.intent.type));
      holds.push(...holdMoves(before, decision));
      return [decision];
    });
    writeWork(tx, this.outbox, work, {
      save: ({ changes, events }) => {
        const conversations = changes.map(({ after }) => after);
        this.conversations.save(tx, conversations);
        const queuesWithRoom = this.capacity.move(tx, moves);
        this.holds.move(tx, holds);
        this.ringAfter(tx, queuesWithWork(events), queuesWithRoom);
      },
      facts: (events) => events,
    });
    this.outbox.append(tx, presence);
    return decisions;
  }

  private ringAfter(tx: Tx, withWork: readonly string[], withRoom: Promise<readonly string[]>): void {
    // What fails here fails the transaction, which says so.
    const answered = withRoom.catch((): string[] => []);
    tx.afterCommit(() => void answered.then((ids) => this.bell.ring([...new Set([...withWork, ...ids])])));
  }
}

export function byId(conversations: readonly Conversation[]): Map<string, Conversation> {
  return new Map(conversations.map((conversation) => [conversation.conversationId, conversation]));
}

/** What the workstream of an order says; undefined while it, or the conversation's start, is not known. */
function termsFor({ conversations, terms }: Held, { conversationId, intent }: Order): Terms | undefined {
  if (intent.type === 'queue') return terms.get(intent.workstreamId);
  return terms.get(conversations.get(conversationId)?.workstreamId ?? '');
}

/** What is held, and what these orders begin. */
function withNew({ conversations }: Held, orders: readonly Order[]): Map<string, Conversation> {
  const all = new Map(conversations);
  for (const { conversationId: id } of orders) if (!all.has(id)) all.set(id, notStarted(id));
  return all;
}

function queuesWithWork(facts: readonly RoutingFact[]): string[] {
  return facts.flatMap((fact) => {
    if (fact.type === 'ConversationQueued') return [fact.data.workstreamId];
    return fact.type === 'ConversationRequeued' && !fact.data.parked ? [fact.data.workstreamId] : [];
  });
}
