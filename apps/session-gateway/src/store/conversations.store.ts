import { busy, Database, GroupCommit, type Tx } from '@rejoin/persistence';
import type { Instant, Refused } from '@rejoin/kernel';
import { NotYet, Outbox } from '@rejoin/messaging';
import { session as sessionFamily, type SessionFact } from '@rejoin/contracts';
import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session';
import { insertEntries, type EntryRow } from './entries.store';
import { writeLinks, type PlacedLink } from './links.store';
import { decideBatch, type Change, type Changed, type Outcome } from './session-batch';
import {
  insertSessions,
  newFold,
  play,
  updateSessions,
  writeClaimants,
  type Fold,
  type NewConversation,
} from './session-rows';

/** What a commit changed, for those who show it. */
export interface Committed {
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
  private readonly listeners = new Set<(committed: readonly Committed[]) => void>();
  private readonly commits = new GroupCommit<Change, Changed | Refused>(
    (changes, waits) => this.database.transaction((tx) => this.decideAndSave(tx, changes, waits)),
    { max: 400, lanes: 3, keyOf: ({ conversationId }) => conversationId },
  );

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Hears of every commit of this process. */
  onCommitted(listener: (committed: readonly Committed[]) => void): void {
    this.listeners.add(listener);
  }

  /** One change, committed together with whatever else is waiting. Unknown conversations are `denied`. */
  change(change: Change): Promise<Changed | Refused> {
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
  async changeMany(tx: Tx, changes: readonly Change[]): Promise<readonly (Changed | Refused)[]> {
    const outcomes = await this.decideAndSave(tx, changes, false);
    const held = changes.filter((_, i) => outcomes[i] === busy);
    if (held.length > 0) throw new NotYet(held.map(({ conversationId }) => conversationId));
    return outcomes.filter((outcome) => outcome !== busy);
  }

  private async decideAndSave(
    tx: Tx,
    changes: readonly Change[],
    waits: boolean,
  ): Promise<readonly Outcome[]> {
    const { outcomes, folds, links, at } = await decideBatch(tx, changes, waits);
    this.save(tx, folds, links, at);
    return outcomes;
  }

  /** New conversations with their first events. Fails when the start or the signed-in customer is known already. */
  insertMany(tx: Tx, starts: readonly NewConversation[]): Session[] {
    const folds = starts.map((start) => {
      const fold = newFold(start.session);
      play(fold, start.events, start.at);
      return fold;
    });
    if (folds.length > 0) insertSessions(tx, starts, folds);
    this.saveBeside(tx, folds);
    return folds.map(({ session }) => session);
  }

  private save(tx: Tx, folds: readonly Fold[], links: readonly PlacedLink[], now: Instant): void {
    if (folds.length === 0) return;
    updateSessions(tx, folds);
    writeLinks(tx, links, now);
    this.saveBeside(tx, folds);
  }

  /** What follows from events, beside the sessions themselves; listeners hear of it after the commit. */
  private saveBeside(tx: Tx, folds: readonly Fold[]): void {
    if (folds.length === 0) return;
    writeClaimants(tx, folds);
    insertEntries(
      tx,
      folds.flatMap((fold) => fold.entries),
    );
    this.outbox.append(
      tx,
      folds.flatMap((fold) => fold.events).filter((event): event is SessionFact => ownFacts.has(event.type)),
    );
    tx.afterCommit(() => {
      for (const listener of this.listeners) listener(folds);
    });
  }
}
