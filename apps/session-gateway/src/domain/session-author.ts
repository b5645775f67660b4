import type { SealReason } from '@rejoin/contracts';
import { isRefused, refuse, type Decision, type Instant, type Refused } from '@rejoin/kernel';
import { isEnding, refuseEnded, type Session, type SessionEvent } from './session';

/**
 * The party and the connection that sent a frame. The frame is authorised by them while the conversation's row is
 * locked.
 */
export type Author =
  | { readonly party: 'customer'; readonly connectionId: string; readonly epoch: number }
  | {
      readonly party: 'agent';
      readonly agentId: string;
      readonly connectionId: string;
      /** Whether the agent acts as a supervisor, who may do this with every conversation. */
      readonly isSupervisor?: boolean;
    };

/** A command that a party sent over a connection. */
export interface AuthoredCommand {
  readonly author: Author;
  /** Whether the agent's connection no longer belongs to their desk, read while the row is locked. */
  readonly isFenced?: boolean | undefined;
}

/** Authorises an action that another service carries out. */
export interface AuthoriseCommand extends AuthoredCommand {
  /** Whether the action is for conversations without an agent. */
  readonly isUnassigned?: boolean;
}

/** The customer has opened a page. */
export interface VisitPageCommand extends AuthoredCommand {
  /** Whether the page is the current one already, read while the row is locked. */
  readonly isCurrent?: boolean;
}

/** The author ends the conversation for good. The timer is asked to seal it after this is committed. */
export interface EndCommand extends AuthoredCommand {
  readonly reason: SealReason;
}

/**
 * Returns a refusal when the author's connection was fenced, because such a connection may change nothing. Otherwise
 * returns null.
 */
export function refuseIfFenced(
  { lines, epoch }: Session,
  { author, isFenced }: AuthoredCommand,
): Refused | null {
  if (author.party === 'customer' && !lines.some((connection) => connection.id === author.connectionId)) {
    // Either the customer went on elsewhere, or other gateways took this one for dead and the client must resume.
    return refuse(author.epoch < epoch ? 'superseded' : 'unavailable');
  }
  return isFenced ? refuse('unavailable') : null;
}

/** Refuses an author who may not act on the conversation. Returns no facts otherwise. */
export function authorise(session: Session, command: AuthoriseCommand): Decision<SessionEvent> {
  const { author, isUnassigned } = command;
  const fencedRefusal = refuseIfFenced(session, command);
  if (fencedRefusal) return fencedRefusal;
  if (author.party === 'customer' || isUnassigned || author.isSupervisor) return [];
  return session.agentId === author.agentId ? [] : refuse('not-your-conversation');
}

/** An agent corrects the name of the customer. The names are not a part of the session. */
export function rename(session: Session, command: AuthoredCommand): Decision<SessionEvent> {
  const authorised = authorise(session, command);
  if (isRefused(authorised)) return authorised;
  // What is closed may be erased at any time, and must not get a name again.
  if (session.state === 'closed') return refuse('conversation-ended');
  return [{ type: 'CustomerRenamed', data: { renames: (session.renames ?? 0) + 1 } }];
}

/** The page is not a part of the session. The current page once more, such as from another tab, changes nothing. */
export function visitPage(session: Session, command: VisitPageCommand): Decision<SessionEvent> {
  const authorised = authorise(session, command);
  if (isRefused(authorised)) return authorised;
  if (isEnding(session)) return refuseEnded(session);
  if (command.isCurrent) return [];
  return [{ type: 'PageVisited', data: { visitedPages: (session.visitedPages ?? 0) + 1 } }];
}

/**
 * Records that a party ended the conversation. From then on no one can take it over, and the gateway asks for the
 * seal until the timer has given it. A conversation that has ended, or is about to, stays unchanged.
 */
export function end(session: Session, command: EndCommand, at: Instant): Decision<SessionEvent> {
  const authorised = authorise(session, command);
  if (isRefused(authorised)) return authorised;
  if (session.sealed || session.ending) return [];
  const { author, reason } = command;
  const agentId = author.party === 'agent' ? author.agentId : null;
  return [{ type: 'EndRequested', data: { by: author.party, agentId, reason, at } }];
}

/** Ends a conversation because its customer was blocked, in this conversation or in another one. */
export interface EndForBlockCommand {
  readonly type: 'end-for-block';
  /** The agent or the supervisor who blocked the customer. */
  readonly by: 'agent' | 'supervisor';
  readonly agentId: string | null;
  readonly accountId: string;
}

/** To the customer it looks like the end of any conversation. The conversation of another agent is ended by the system. */
export function endForBlock(
  session: Session,
  command: EndForBlockCommand,
  at: Instant,
): Decision<SessionEvent> {
  if (session.state === 'closed' || session.sealed || session.ending) return [];
  const isOfAgent = command.agentId !== null && session.agentId === command.agentId;
  const by = command.by === 'agent' && !isOfAgent ? 'system' : command.by;
  const agentId = by === 'agent' ? command.agentId : null;
  const account = by === 'supervisor' ? { accountId: command.accountId } : {};
  return [{ type: 'EndRequested', data: { by, ...account, agentId, reason: 'ended', at } }];
}
