import { Database, databaseClock, GroupCommit, type Tx } from '@rejoin/persistence';
import { isRefused, type Instant, type Refused } from '@rejoin/kernel';
import { Outbox } from '@rejoin/messaging';
import { session as sessionFamily, type SessionFact } from '@rejoin/contracts';
import { Injectable } from '@nestjs/common';
import { decide, type SessionCommand } from '../domain/decide-session';
import type { Desk } from '../domain/desk';
import { evolve } from '../domain/evolve-session';
import type { Session, SessionEvent } from '../domain/session';
import { fencedLines, holdDesks, type Seat } from './desks.store';
import {
  entryOf,
  insertEntries,
  readEarlier,
  type EarlierPost,
  type EntryRow,
  type PostText,
} from './entries.store';
import { redeemedLinks, writeLinks, type LinkWrite, type PlacedLink } from './links.store';
import { lock, updateSessions, writeClaimants, type Fold } from './session-rows';

/** A command for one conversation, with what the store must write beside it. */
export interface Change {
  readonly conversationId: string;
  readonly command: SessionCommand;
  /** The text of a `post`. */
  readonly post?: PostText;
  /** Links that this makes or redeems. Taking over with one that is used already is refused `denied`. */
  readonly links?: readonly LinkWrite[];
}

export interface Changed {
  readonly session: Session;
  readonly events: readonly SessionEvent[];
  readonly at: Instant;
  /** The entry of a `post`: the earlier one when it was stored before. */
  readonly entry: EntryRow | null;
}

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
    (changes) => this.database.transaction((tx) => this.changeMany(tx, changes)),
    { max: 400 },
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

  async changeMany(tx: Tx, changes: readonly Change[]): Promise<(Changed | Refused)[]> {
    const loaded = await lock(tx, [...new Set(changes.map((change) => change.conversationId))]);
    const desks = await holdDesks(
      tx,
      changes.flatMap(({ command }) => (command.type === 'see-desk' ? [command.agentId] : [])),
    );
    const now = await databaseClock(tx);
    const earlier = await readEarlier(tx, changes);
    const usedLinks = await redeemedLinks(tx, changes);
    const fenced = await fencedLines(tx, changes.map(seatOf));
    const folds = new Map<string, Fold>(
      [...loaded].map(([id, session]) => [id, { before: session, session, events: [], entries: [] }]),
    );
    const links: PlacedLink[] = [];

    const outcomes = changes.map((change): Changed | Refused => {
      const fold = folds.get(change.conversationId);
      if (!fold) return { refused: 'denied' };
      const { post, links: mentioned = [] } = change;
      const redeems = mentioned.filter((link) => link.redeem);
      const known = post && earlier.get(post);
      const seat = seatOf(change);
      const isFenced = seat !== null && fenced.has(seat.lineId);
      const command = informed(change.command, { earlier: known, isFenced, desks });
      const decided = decide(fold.session, command, now);
      if (isRefused(decided)) return decided;
      // Whom the timer has accepted is bound in any case: nobody else can be any more.
      const mayRefuse = decided.length > 0 && command.type !== 'bind';
      if (mayRefuse && redeems.some((link) => usedLinks.has(link.linkId))) return { refused: 'denied' };
      const entry = this.apply(fold, decided, now, post);
      if (post && entry) earlier.remember(post, entry);
      const { conversationId, widgetId } = fold.session;
      if (decided.length > 0) links.push(...mentioned.map((link) => ({ ...link, conversationId, widgetId })));
      if (decided.length > 0) for (const link of redeems) usedLinks.add(link.linkId);
      return { session: fold.session, events: decided, at: now, entry: entry ?? known?.entry ?? null };
    });

    await this.save(
      tx,
      [...folds.values()].filter((fold) => fold.events.length > 0),
      links,
      now,
    );
    return outcomes;
  }

  /** New conversations with their first events. Those whose start or signed-in customer is known are left out. */
  async insertMany(tx: Tx, starts: readonly NewConversation[]): Promise<Map<string, Session>> {
    const inserted = await tx.query<{ id: string }>(
      `insert into conversations (id, org, widget_id, start_hash, subject_hash, customer_name, context, session, started_at)
       select s.id, s.org, s.widget_id, s.start_hash, s.subject_hash, s.customer_name, s.context, s.session, s.started_at
       from jsonb_to_recordset($1::jsonb) as s (id text, org text, widget_id text, start_hash text, subject_hash text,
         customer_name text, context jsonb, session jsonb, started_at timestamptz)
       order by s.id on conflict do nothing returning id`,
      [
        JSON.stringify(
          starts.map((start) => ({
            id: start.session.conversationId,
            org: start.session.org,
            widget_id: start.session.widgetId,
            start_hash: start.session.secretHash,
            subject_hash: start.subjectHash,
            customer_name: start.name,
            context: start.context,
            session: start.session,
            started_at: start.at,
          })),
        ),
      ],
    );
    const ids = new Set(inserted.map(({ id }) => id));
    const folds = starts
      .filter((start) => ids.has(start.session.conversationId))
      .map((start) => {
        const fold: Fold = { before: start.session, session: start.session, events: [], entries: [] };
        this.apply(fold, start.events, start.at);
        return { fold, at: start.at };
      });
    const [first] = folds;
    if (first)
      await this.save(
        tx,
        folds.map(({ fold }) => fold),
        [],
        first.at,
      );
    return new Map(folds.map(({ fold }) => [fold.session.conversationId, fold.session]));
  }

  private apply(
    fold: Fold,
    events: readonly SessionEvent[],
    at: Instant,
    post?: PostText,
  ): EntryRow | undefined {
    let posted: EntryRow | undefined;
    for (const event of events) {
      fold.session = evolve(fold.session, event);
      fold.events.push(event);
      const entry = entryOf(fold.session, event, at, post);
      if (entry) fold.entries.push(entry);
      if (entry && event.type === 'MessageSent') posted = entry;
    }
    return posted;
  }

  private async save(
    tx: Tx,
    folds: readonly Fold[],
    links: readonly PlacedLink[],
    now: Instant,
  ): Promise<void> {
    if (folds.length === 0) return;
    await updateSessions(tx, folds);
    await writeClaimants(tx, folds);
    await insertEntries(
      tx,
      folds.flatMap((fold) => fold.entries),
    );
    await writeLinks(tx, links, now);
    await this.outbox.append(
      tx,
      folds.flatMap((fold) => fold.events).filter((event): event is SessionFact => ownFacts.has(event.type)),
    );
    tx.afterCommit(() => {
      for (const listener of this.listeners) listener(folds);
    });
  }
}

/** A command with what is known of it only under the locks. */
function informed(
  command: SessionCommand,
  known: { earlier: EarlierPost | undefined; isFenced: boolean; desks: ReadonlyMap<string, Desk['status']> },
): SessionCommand {
  const { earlier, isFenced, desks } = known;
  if (command.type === 'post') return { ...command, earlier, isFenced };
  return command.type === 'see-desk' ? { ...command, status: desks.get(command.agentId) } : command;
}

/** The desk's line that an agent writes on. */
function seatOf({ command }: Change): Seat | null {
  return command.type === 'post' && command.author.party === 'agent' ? command.author : null;
}

export interface NewConversation {
  readonly session: Session;
  readonly events: readonly SessionEvent[];
  readonly at: Instant;
  readonly name: string | null;
  readonly subjectHash: string | null;
  readonly context: Record<string, string> | null;
}
