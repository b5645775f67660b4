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
  writeClaimants,
  type NewConversation,
  type SessionChange,
  type SessionWork,
} from './session-rows';

/** What a commit changed, for those who show it. */
export interface CommittedChange {
  readonly before: Session;
  readonly session: Session;
  readonly entries: readonly EntryRow[];
}

/** Told from here. Agents' lines are the gateway's news too, but desks have told them: here they are heard. */
const ownFacts = new Set(Object.keys(sessionFamily.facts));

/**
 * Loads, decides and saves sessions: many conversations in one transaction, each under its row lock, locked in
 * id order. Time is the database's, read after the locks are held. Requests share commits.
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

  /** Hears of every commit of this process. */
  onCommitted(listener: (committed: readonly CommittedChange[]) => void): void {
    this.listeners.add(listener);
  }

  /** One change, committed together with whatever else is waiting. Unknown conversations are `denied`. */
  change(change: ConversationChange): Promise<ConversationChangeResult | Refused> {
    return this.commits.submit(change);
  }

  /** The conversation that answers to this secret now, or was started with it. */
  async findBySecret(secretHash: string): Promise<Session | undefined> {
    const [row] = await this.database.query<{ session: Session }>(
      `select c.session from claimants k join conversations c on c.id = k.conversation_id
       where k.secret_hash = $1 order by k.epoch desc limit 1`,
      [secretHash],
    );
    return row?.session;
  }

  /** Its customer may start another from now on. What ended never lives again. */
  async endLife(conversationId: string): Promise<void> {
    await this.database.query(`update conversations set live = false where id = $1`, [conversationId]);
  }

  /**
   * Many changes in a transaction of the caller. Waits for nobody: throws {@link NotYet} with the conversations that
   * somebody else holds at this moment.
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
    const { outcomes, work, entries, links, at } = await decideBatch(tx, changes, waits);
    this.write(tx, work, entries, (changed) => {
      updateSessions(tx, changed);
      writeLinks(tx, links, at);
    });
    return outcomes;
  }

  /** New conversations. Fails when the start or the signed-in customer is known already. */
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

  /** The sessions, what follows from their events, and the news for listeners after the commit. */
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
