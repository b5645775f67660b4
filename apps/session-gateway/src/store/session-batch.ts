import { isRefused, UnitOfWork, type Instant, type Refused } from '@rejoin/kernel';
import { busy, databaseClock, type Tx } from '@rejoin/persistence';
import { sessionDecider, type SessionCommand } from '../domain/decide-session';
import type { Session, SessionEvent } from '../domain/session';
import { fencedLines, holdDesks, type Seat } from './desks.store';
import { entriesOf, readEarlier, type EntryRow, type PostText } from './entries.store';
import { redeemedLinks, type LinkWrite, type PlacedLink } from './links.store';
import { known as knownIds, lock, type SessionWork } from './session-rows';

/** A command for one conversation, with what the store must write beside it. */
export interface Change {
  readonly conversationId: string;
  readonly command: SessionCommand;
  /** The text of a `post`. */
  readonly post?: PostText;
  /** Links that this makes or redeems. Taking over with one that is used already is refused `denied`. */
  readonly links?: readonly LinkWrite[];
  /** Refused `unavailable`, and not waited for, while somebody else holds the conversation. */
  readonly onlyIfFree?: boolean;
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
  readonly work: SessionWork;
  readonly entries: readonly EntryRow[];
  readonly links: readonly PlacedLink[];
  readonly at: Instant;
}

/**
 * Locks the conversations of these changes, then the desks that they look at, and decides one after the other. Without
 * `waits`, changes of conversations that somebody else holds are `busy`.
 */
export async function decideBatch(tx: Tx, changes: readonly Change[], waits: boolean): Promise<Decided> {
  const known = await look(tx, changes, waits);
  const { now } = known;
  const work: SessionWork = new UnitOfWork(sessionDecider, known.sessions);
  const entries: EntryRow[] = [];
  const links: PlacedLink[] = [];
  const outcomes = changes.map((change): Outcome => {
    const { conversationId, post, links: mentioned = [], onlyIfFree } = change;
    if (!known.sessions.has(conversationId)) {
      if (!known.heldByOthers.has(conversationId)) return { refused: 'denied' };
      return onlyIfFree ? { refused: 'unavailable' } : busy;
    }
    const {
      after: session,
      decision,
      trail,
    } = work.decide(conversationId, {
      command: informed(change, known),
      now,
    });
    if (isRefused(decision)) return decision;
    const earlier = post && known.earlier.get(post);
    const left = entriesOf(trail, now, post);
    entries.push(...left);
    const posted = left.find(({ kind }) => kind === 'message');
    if (post && posted) known.earlier.remember(post, posted);
    if (decision.length > 0) {
      links.push(...mentioned.map((link) => ({ ...link, conversationId, widgetId: session.widgetId })));
      for (const { linkId, redeem } of mentioned) if (redeem) known.usedLinks.add(linkId);
    }
    return { session, events: decision, at: now, entry: posted ?? earlier?.entry ?? null };
  });
  return { outcomes, work, entries, links, at: now };
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
    sessions,
    heldByOthers: await knownIds(tx, missing),
    desks,
    now,
    earlier,
    usedLinks,
    fenced,
  };
}

/** A command with what is known of it only under the locks. */
function informed(change: Change, { earlier, fenced, desks, usedLinks }: Known): SessionCommand {
  const { command, post, links = [] } = change;
  if (command.type === 'take-over') {
    return { ...command, isLinkUsed: links.some(({ linkId, redeem }) => redeem && usedLinks.has(linkId)) };
  }
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
