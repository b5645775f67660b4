import { busy, Database, Batcher, type Tx } from '@rejoin/persistence';
import { UnitOfWork, type Instant, type Refused } from '@rejoin/kernel';
import { NotYet, Outbox, writeWork } from '@rejoin/messaging';
import { session as sessionFamily, type SessionFact } from '@rejoin/contracts';
import { Injectable } from '@nestjs/common';
import { sessionDecider } from '../domain/decide-session';
import type { Session } from '../domain/session';
import { entriesOf, insertEntries, type EntryRow } from './entries.store';
import { writeLinks } from './links.store';
import {
  decideBatch,
  type ConversationChange,
  type ConversationChangeResult,
  type Outcome,
} from './session-batch';
import {
  insertSessions,
  updateSessions,
  writeNames,
  writePages,
  writeClaimants,
  type NewConversation,
  type SessionChange,
  type SessionWork,
} from './session-rows';

/** A change that was committed, for the parts that show it. */
export interface CommittedChange {
  readonly before: Session;
  readonly session: Session;
  readonly entries: readonly EntryRow[];
}

/**
 * Only these facts go into the outbox from here. The facts of agents' desks also belong to the gateway, but the desks
 * store has published them already.
 */
const ownFacts = new Set(Object.keys(sessionFamily.facts));

/**
 * Loads, decides and saves sessions. One transaction changes many conversations, whose rows are locked in id order.
 * The time is the database's, read after the locks are held. Requests that arrive together share a commit.
 */
@Injectable()
export class ConversationsStore {
  private readonly listeners = new Set<(committed: readonly CommittedChange[]) => void>();
  private readonly commits = new Batcher<ConversationChange, ConversationChangeResult | Refused>(
    (changes, waits) => this.database.transaction((tx) => this.decideAndSave(tx, changes, waits)),
    { name: 'conversations', max: 400, lanes: 3, keyOf: ({ conversationId }) => conversationId },
  );

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Calls the listener after each commit of this process. */
  onCommitted(listener: (committed: readonly CommittedChange[]) => void): void {
    this.listeners.add(listener);
  }

  /**
   * Commits a change together with the others that are waiting. Unknown conversations are refused as `denied`, and to
   * agents as `not-your-conversation`.
   */
  change(change: ConversationChange): Promise<ConversationChangeResult | Refused> {
    return this.commits.submit(change);
  }

  /** Returns the conversation that this secret belongs to, or was started with. */
  async findBySecret(secretHash: string): Promise<Session | undefined> {
    const [row] = await this.database.query<{ session: Session }>(
      `select c.session from claimants k join conversations c on c.id = k.conversation_id
       where k.secret_hash = $1 order by k.epoch desc limit 1`,
      [secretHash],
    );
    return row?.session;
  }

  /**
   * Lets the customer start another conversation from now on. A conversation that has ended never becomes live again.
   */
  async endLife(conversationId: string): Promise<void> {
    await this.database.query(`update conversations set live = false where id = $1`, [conversationId]);
  }

  /**
   * Makes many changes in the caller's transaction. Does not wait for locks, but throws {@link NotYet} with the
   * conversations that another transaction has locked.
   */
  async changeMany(
    tx: Tx,
    changes: readonly ConversationChange[],
  ): Promise<readonly (ConversationChangeResult | Refused)[]> {
    const outcomes = await this.decideAndSave(tx, changes, false);
    const lockedByOthers = changes.filter((_, i) => outcomes[i] === busy);
    if (lockedByOthers.length > 0)
      throw new NotYet(lockedByOthers.map(({ conversationId }) => conversationId));
    return outcomes.filter((outcome) => outcome !== busy);
  }

  private async decideAndSave(
    tx: Tx,
    changes: readonly ConversationChange[],
    waits: boolean,
  ): Promise<readonly Outcome[]> {
    const { outcomes, work, entries, links, renames, visitedPages, at } = await decideBatch(
      tx,
      changes,
      waits,
    );
    this.write(tx, work, entries, (changed) => {
      updateSessions(tx, changed);
      writeLinks(tx, links, at);
      writeNames(tx, renames);
      writePages(tx, visitedPages, at);
    });
    return outcomes;
  }

  /** Inserts new conversations. Fails when the start or the signed-in customer already has one. */
  insertMany(tx: Tx, starts: readonly NewConversation[], now: Instant): Session[] {
    const newSessions = starts.map(({ session }) => [session.conversationId, session] as const);
    const work: SessionWork = new UnitOfWork(sessionDecider, new Map(newSessions));
    const results = starts.map(({ session, connection }) =>
      work.decide(session.conversationId, { command: { type: 'begin', connection }, now }),
    );
    const entries = results.flatMap(({ trail }) => entriesOf(trail, now));
    const sessions = results.map(({ after }) => after);
    this.write(tx, work, entries, () => insertSessions(tx, starts, sessions, now));
    return sessions;
  }

  /**
   * Writes the sessions and everything that follows from their events, and notifies the listeners after the commit.
   */
  private write(
    tx: Tx,
    work: SessionWork,
    entries: readonly EntryRow[],
    writeSessions: (changes: readonly SessionChange[]) => void,
  ): void {
    writeWork(tx, this.outbox, work, {
      save: ({ changes }) => {
        writeSessions(changes);
        writeClaimants(tx, changes);
        insertEntries(tx, entries);
      },
      facts: (events) => events.filter((event): event is SessionFact => ownFacts.has(event.type)),
      committed: (changes) => this.notifyListeners(changes, entries),
    });
  }

  private notifyListeners(changes: readonly SessionChange[], entries: readonly EntryRow[]): void {
    const committed = new Map(
      changes.map(({ key, before, after: session }) => [key, { before, session, entries: [] as EntryRow[] }]),
    );
    for (const entry of entries) committed.get(entry.conversationId)?.entries.push(entry);
    for (const listener of this.listeners) listener([...committed.values()]);
  }
}
