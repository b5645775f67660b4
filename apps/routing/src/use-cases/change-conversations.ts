import type { PresenceFact, RoutingFact } from '@rejoin/contracts';
import { isRefused, UnitOfWork, type Decision, type Instant } from '@rejoin/kernel';
import { NotYet, Outbox, writeWork } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { WorkstreamTerms } from '../domain/capacity';
import type { Intent } from '../domain/commands';
import { notStarted, type Conversation } from '../domain/conversation';
import { conversationDecider } from '../domain/decider';
import { holdChanges, type HoldChange } from '../domain/hold-change';
import { ledgerChanges, type LedgerChange } from '../domain/ledger-change';
import { AgentsStore, type LockedAgent } from '../store/agents.store';
import { CapacityStore } from '../store/capacity.store';
import { ConversationsStore } from '../store/conversations.store';
import { HoldsStore } from '../store/holds.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { RingQueues } from './ring-queues';

/** An intent with the conversation that it concerns. */
export interface ConversationIntent {
  readonly conversationId: string;
  readonly intent: Intent;
}

/** The rows that a transaction has locked, and the settings and time that it read under the locks. */
export interface LockedRows {
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly agents: ReadonlyMap<string, LockedAgent>;
  readonly terms: ReadonlyMap<string, WorkstreamTerms>;
  readonly at: Instant;
}

export interface RowsToLock {
  readonly conversations?: readonly string[];
  readonly agents?: readonly string[];
  /** Whether to lock the agents of these conversations too. */
  readonly andTheirAgents?: boolean;
  /** Further workstreams to read, beside those of the conversations. */
  readonly workstreams?: readonly string[];
  /** Whether to leave out rows that another transaction has locked, instead of waiting for them. */
  readonly onlyFree?: boolean;
}

/**
 * The only place that changes conversations. It locks conversations, then agents, each in id order, decides, and writes
 * rows, ledger, used units and facts in the same transaction. After the commit it signals the queues that got work or
 * free units. It takes two round trips: one for the locks and one for the commit.
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
    private readonly ringQueues: RingQueues,
  ) {}

  /** Locks and reads in one round trip. Unknown ids are missing in the result. */
  async lock(tx: Tx, rows: RowsToLock): Promise<LockedRows> {
    const ids = [...new Set(rows.conversations)];
    const { onlyFree = false } = rows;
    const [conversations, agents, terms, at] = await Promise.all([
      onlyFree ? this.conversations.lockAvailable(tx, ids) : this.conversations.lock(tx, ids),
      this.agents.lock(tx, [...new Set(rows.agents)], rows.andTheirAgents ? ids : [], onlyFree),
      this.workstreams.termsOf(tx, [...new Set(rows.workstreams)], ids),
      databaseClock(tx),
    ]);
    return { conversations: byId(conversations), agents, terms, at };
  }

  /**
   * Decides the intents in order and writes the results, together with presence facts of the same transition. Throws
   * {@link NotYet} with all conversations whose start or workstream is not known yet, because facts of other services
   * arrive in any order.
   */
  decide(
    tx: Tx,
    locked: LockedRows,
    intents: readonly ConversationIntent[],
    presence: readonly PresenceFact[] = [],
  ): Decision<RoutingFact>[] {
    const unknown = intents.filter((one) => !termsFor(locked, one));
    if (unknown.length > 0) throw new NotYet(unknown.map((one) => one.conversationId));
    const work = new UnitOfWork(conversationDecider, withNewConversations(locked, intents));
    const ledger: LedgerChange[] = [];
    const holds: HoldChange[] = [];
    const decisions = intents.flatMap((one): Decision<RoutingFact>[] => {
      const terms = termsFor(locked, one);
      if (!terms) return [];
      const command = { ...one.intent, at: locked.at, terms };
      const { before, decision } = work.decide(one.conversationId, command);
      if (isRefused(decision)) return [decision];
      ledger.push(...ledgerChanges(before, decision, one.intent.type));
      holds.push(...holdChanges(before, decision));
      return [decision];
    });
    writeWork(tx, this.outbox, work, {
      save: ({ changes, events }) => {
        const conversations = changes.map(({ after }) => after);
        this.conversations.save(tx, conversations);
        const queuesWithUnits = this.capacity.apply(tx, ledger);
        this.holds.apply(tx, holds);
        this.ringAfterCommit(tx, queuesWithWork(events), queuesWithUnits);
      },
      facts: (events) => events,
    });
    this.outbox.append(tx, presence);
    return decisions;
  }

  private ringAfterCommit(tx: Tx, withWork: readonly string[], withUnits: Promise<readonly string[]>): void {
    // An error here also fails the transaction, which reports it.
    const freed = withUnits.catch((): string[] => []);
    tx.afterCommit(() => void freed.then((ids) => this.ringQueues.run([...new Set([...withWork, ...ids])])));
  }
}

export function byId(conversations: readonly Conversation[]): Map<string, Conversation> {
  return new Map(conversations.map((conversation) => [conversation.conversationId, conversation]));
}

/** Returns the workstream's settings. Undefined while the workstream or the start of the conversation is not known. */
function termsFor(
  { conversations, terms }: LockedRows,
  { conversationId, intent }: ConversationIntent,
): WorkstreamTerms | undefined {
  if (intent.type === 'queue') return terms.get(intent.workstreamId);
  return terms.get(conversations.get(conversationId)?.workstreamId ?? '');
}

/** Returns the locked conversations and those that these intents start. */
function withNewConversations(
  { conversations }: LockedRows,
  intents: readonly ConversationIntent[],
): Map<string, Conversation> {
  const all = new Map(conversations);
  for (const { conversationId: id } of intents) if (!all.has(id)) all.set(id, notStarted(id));
  return all;
}

function queuesWithWork(facts: readonly RoutingFact[]): string[] {
  return facts.flatMap((fact) => {
    if (fact.type === 'ConversationQueued') return [fact.data.workstreamId];
    if (fact.type === 'OfferEnded') return [fact.data.workstreamId];
    return fact.type === 'ConversationRequeued' && !fact.data.parked ? [fact.data.workstreamId] : [];
  });
}
