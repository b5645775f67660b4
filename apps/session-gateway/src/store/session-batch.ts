import { isRefused, type Instant, type Refused } from '@rejoin/kernel';
import { busy, databaseClock, type Tx } from '@rejoin/persistence';
import { decide, type SessionCommand } from '../domain/decide-session';
import type { Session, SessionEvent } from '../domain/session';
import { fencedLines, holdDesks, type Seat } from './desks.store';
import { readEarlier, type EntryRow, type PostText } from './entries.store';
import { redeemedLinks, type LinkWrite, type PlacedLink } from './links.store';
import { known as knownIds, lock, newFold, play, type Fold } from './session-rows';

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

/** Busy: somebody else holds the conversation's lock, and it was not waited for. */
export type Outcome = Changed | Refused | typeof busy;

/** What was decided, in the order of the changes, and what is to be written for it. */
export interface Decided {
  readonly outcomes: readonly Outcome[];
  readonly folds: readonly Fold[];
  readonly links: readonly PlacedLink[];
  readonly at: Instant;
}

/**
 * Locks the conversations of these changes, then the desks that they look at, and decides one after the other. Without
 * `waits`, changes of conversations that somebody else holds are `busy`.
 */
export async function decideBatch(tx: Tx, changes: readonly Change[], waits: boolean): Promise<Decided> {
  const known = await look(tx, changes, waits);
  const links: PlacedLink[] = [];
  const outcomes = changes.map((change): Outcome => {
    const fold = known.folds.get(change.conversationId);
    if (!fold) return known.heldByOthers.has(change.conversationId) ? busy : { refused: 'denied' };
    const { post, links: mentioned = [] } = change;
    const redeems = mentioned.filter((link) => link.redeem);
    const decided = decide(fold.session, informed(change, known), known.now);
    if (isRefused(decided)) return decided;
    // Whom the timer has accepted is bound in any case: nobody else can be any more.
    const mayRefuse = decided.length > 0 && change.command.type !== 'bind';
    if (mayRefuse && redeems.some((link) => known.usedLinks.has(link.linkId))) return { refused: 'denied' };
    const earlier = post && known.earlier.get(post);
    const entry = play(fold, decided, known.now, post);
    if (post && entry) known.earlier.remember(post, entry);
    const { conversationId, widgetId } = fold.session;
    if (decided.length > 0) links.push(...mentioned.map((link) => ({ ...link, conversationId, widgetId })));
    if (decided.length > 0) for (const link of redeems) known.usedLinks.add(link.linkId);
    return {
      session: fold.session,
      events: decided,
      at: known.now,
      entry: entry ?? earlier?.entry ?? null,
    };
  });
  // What changed nothing is not written, and nobody is told of it.
  const folds = [...known.folds.values()].filter(({ before, session }) => session !== before);
  return { outcomes, folds, links, at: known.now };
}

type Known = Awaited<ReturnType<typeof look>>;

/**
 * The sessions under their locks, the time, and what else these changes are decided by. All is asked in one round trip:
 * each statement sees what was committed before it began, so what follows the locks is read under them.
 */
async function look(tx: Tx, changes: readonly Change[], waits: boolean) {
  const ids = [...new Set(changes.map((change) => change.conversationId))];
  const [sessions, desks, now, earlier, usedLinks, fenced] = await Promise.all([
    lock(tx, ids, waits ? '' : 'skip locked'),
    holdDesks(
      tx,
      changes.flatMap(({ command }) => (command.type === 'see-desk' ? [command.agentId] : [])),
    ),
    databaseClock(tx),
    readEarlier(tx, changes),
    redeemedLinks(tx, changes),
    fencedLines(tx, changes.map(seatOf)),
  ]);
  const missing = waits ? [] : ids.filter((id) => !sessions.has(id));
  return {
    folds: new Map([...sessions].map(([id, session]) => [id, newFold(session)])),
    heldByOthers: await knownIds(tx, missing),
    desks,
    now,
    earlier,
    usedLinks,
    fenced,
  };
}

/** A command with what is known of it only under the locks. */
function informed(change: Change, { earlier, fenced, desks }: Known): SessionCommand {
  const { command, post } = change;
  if (command.type === 'see-desk') return { ...command, status: desks.get(command.agentId) };
  if (!('author' in command)) return command;
  const seat = seatOf(change);
  const isFenced = seat !== null && fenced.has(seat.lineId);
  if (command.type !== 'post') return { ...command, isFenced };
  return { ...command, isFenced, earlier: post && earlier.get(post) };
}

/** The desk's line that an agent acts on. */
function seatOf({ command }: Change): Seat | null {
  return 'author' in command && command.author.party === 'agent' ? command.author : null;
}
