import { isRefused, UnitOfWork, refuse, type Instant, type Refused } from '@rejoin/kernel';
import { busy, databaseClock, type Tx } from '@rejoin/persistence';
import { sessionDecider, type SessionCommand } from '../domain/decide-session';
import type { Session, SessionEvent } from '../domain/session';
import { readFencedConnections, lockDeskStatuses, type AgentConnection } from './desks.store';
import { entriesOf, readStoredPosts, type EntryRow, type PostText } from './entries.store';
import { readRedeemedLinks, type LinkWrite, type LinkRecord } from './links.store';
import {
  existingIds,
  lock,
  readCurrentPages,
  type CustomerName,
  type NewPage,
  type SessionWork,
} from './session-rows';

/** A command for one conversation, with the data that the store writes for it. */
export interface ConversationChange {
  readonly conversationId: string;
  readonly command: SessionCommand;
  /** The content of a `post`. */
  readonly post?: PostText;
  /** The name of a `rename`. */
  readonly rename?: CustomerName;
  /** The page of a `visit-page`. */
  readonly visitedPage?: NewPage;
  /** Links that the command creates or redeems. A takeover with a redeemed link is refused as `denied`. */
  readonly links?: readonly LinkWrite[];
  /**
   * Refuses the command as `unavailable`, instead of waiting, while another transaction has locked the conversation.
   */
  readonly onlyIfFree?: boolean;
}

export interface ConversationChangeResult {
  readonly session: Session;
  readonly events: readonly SessionEvent[];
  readonly at: Instant;
  /** The entry of a `post`. When the post was stored before, this is the earlier entry. */
  readonly entry: EntryRow | null;
}

/** `busy` means that another transaction has locked the conversation, and that the lock was not waited for. */
export type Outcome = ConversationChangeResult | Refused | typeof busy;

/** The outcomes in the order of the changes, and the data to write for them. */
export interface BatchResult {
  readonly outcomes: readonly Outcome[];
  readonly work: SessionWork;
  readonly entries: readonly EntryRow[];
  readonly links: readonly LinkRecord[];
  readonly renames: ReadonlyMap<string, CustomerName>;
  readonly visitedPages: ReadonlyMap<string, NewPage>;
  readonly at: Instant;
}

/**
 * Locks the conversations of these changes and then the desks that the changes need, and decides one change after the
 * other. Without `waits`, changes of conversations that another transaction has locked are `busy`.
 */
export async function decideBatch(
  tx: Tx,
  changes: readonly ConversationChange[],
  waits: boolean,
): Promise<BatchResult> {
  const state = await lockAndRead(tx, changes, waits);
  const { now } = state;
  const work: SessionWork = new UnitOfWork(sessionDecider, state.sessions);
  const entries: EntryRow[] = [];
  const links: LinkRecord[] = [];
  const renames = new Map<string, CustomerName>();
  const visitedPages = new Map<string, NewPage>();
  const outcomes = changes.map((change): Outcome => {
    const { conversationId, post, links: linkWrites = [], onlyIfFree } = change;
    if (!state.sessions.has(conversationId)) {
      if (!state.heldByOthers.has(conversationId)) {
        // An agent can name any conversation. The answer is the same as for conversations of other agents.
        return { refused: agentConnectionOf(change) ? 'not-your-conversation' : 'denied' };
      }
      return onlyIfFree ? refuse('unavailable') : busy;
    }
    const {
      after: session,
      decision,
      trail,
    } = work.decide(conversationId, {
      command: withLockedState(change, state),
      now,
    });
    if (isRefused(decision)) return decision;
    const storedPost = post && state.storedPosts.get(post);
    const newEntries = entriesOf(trail, now, post);
    entries.push(...newEntries);
    const newMessage = newEntries.find(({ kind }) => kind === 'message');
    if (post && newMessage) state.storedPosts.remember(post, newMessage);
    if (decision.length > 0) {
      if (change.rename) renames.set(conversationId, change.rename);
      if (change.visitedPage) {
        visitedPages.set(conversationId, change.visitedPage);
        state.currentPages.set(conversationId, change.visitedPage);
      }
      links.push(...linkWrites.map((link) => ({ ...link, conversationId, widgetId: session.widgetId })));
      for (const { linkId, redeem } of linkWrites) if (redeem) state.usedLinks.add(linkId);
    }
    return { session, events: decision, at: now, entry: newMessage ?? storedPost?.entry ?? null };
  });
  return { outcomes, work, entries, links, renames, visitedPages, at: now };
}

type LockedState = Awaited<ReturnType<typeof lockAndRead>>;

/**
 * Locks the sessions and reads the time and everything else that the decisions need, in one round trip. Each
 * statement sees what was committed before it began, so everything after the locks is read under them.
 */
async function lockAndRead(tx: Tx, changes: readonly ConversationChange[], waits: boolean) {
  const ids = [...new Set(changes.map((change) => change.conversationId))];
  const [sessions, desks, now, storedPosts, usedLinks, currentPages, fencedConnectionIds] = await Promise.all(
    [
      lock(tx, ids, waits ? '' : 'skip locked'),
      lockDeskStatuses(
        tx,
        changes.flatMap(({ command }) => (command.type === 'apply-desk-status' ? [command.agentId] : [])),
      ),
      databaseClock(tx),
      readStoredPosts(tx, changes),
      readRedeemedLinks(tx, changes),
      readCurrentPages(tx, changes),
      readFencedConnections(tx, changes.map(agentConnectionOf)),
    ],
  );
  const missing = waits ? [] : ids.filter((id) => !sessions.has(id));
  return {
    sessions,
    heldByOthers: await existingIds(tx, missing),
    desks,
    now,
    storedPosts,
    usedLinks,
    currentPages,
    fencedConnectionIds,
  };
}

/** Adds to a command what is known only while the rows are locked. */
function withLockedState(
  change: ConversationChange,
  { storedPosts, fencedConnectionIds, desks, usedLinks, currentPages }: LockedState,
): SessionCommand {
  const { command, post, links = [] } = change;
  if (command.type === 'take-over') {
    return { ...command, isLinkUsed: links.some(({ linkId, redeem }) => redeem && usedLinks.has(linkId)) };
  }
  if (command.type === 'apply-desk-status') return { ...command, status: desks.get(command.agentId) };
  if (!('author' in command)) return command;
  const agentConnection = agentConnectionOf(change);
  const isFenced = agentConnection !== null && fencedConnectionIds.has(agentConnection.connectionId);
  if (command.type === 'visit-page') {
    const [current, next] = [currentPages.get(change.conversationId), change.visitedPage];
    return { ...command, isCurrent: current?.page === next?.page && current?.title === next?.title };
  }
  if (command.type !== 'post') return { ...command, isFenced };
  return { ...command, isFenced, storedPost: post && storedPosts.get(post) };
}

/** Returns the connection over which an agent sent the command. */
function agentConnectionOf({ command }: ConversationChange): AgentConnection | null {
  return 'author' in command && command.author.party === 'agent' ? command.author : null;
}
