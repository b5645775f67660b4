import type { SealReason } from '@rejoin/contracts';
import { isRefused, refuse, type Decision, type Instant, type Refused } from '@rejoin/kernel';
import type { Session, SessionEvent } from './session';

/** Who sent a frame, on which connection: each frame is judged by it under the lock of the conversation's row. */
export type Author =
  | { readonly party: 'customer'; readonly connectionId: string; readonly epoch: number }
  | {
      readonly party: 'agent';
      readonly agentId: string;
      readonly connectionId: string;
      /** A supervisor may do this with anybody's conversation. */
      readonly isSupervisor?: boolean;
    };

/** A command of an author. */
export interface AuthoredCommand {
  readonly author: Author;
  /** Read under the lock: the agent's connection is not at their desk any more. */
  readonly isFenced?: boolean | undefined;
}

/** An act that another service carries out: here it is judged only. */
export interface AuthoriseCommand extends AuthoredCommand {
  /** What an agent does with a conversation that is nobody's yet. */
  readonly isUnassigned?: boolean;
}

/** The author ends the conversation for good. The timer is asked after this has committed. */
export interface EndCommand extends AuthoredCommand {
  readonly reason: SealReason;
}

/** A connection that was fenced changes nothing: refused, else null. */
export function refuseIfFenced(
  { lines, epoch }: Session,
  { author, isFenced }: AuthoredCommand,
): Refused | null {
  if (author.party === 'customer' && !lines.some((connection) => connection.id === author.connectionId)) {
    // Fenced by somebody who went on elsewhere; or its gateway was taken for dead, and it is to resume.
    return refuse(author.epoch < epoch ? 'superseded' : 'unavailable');
  }
  return isFenced ? refuse('unavailable') : null;
}

/** Gives no facts: the author may go on, or is refused. */
export function authorise(session: Session, command: AuthoriseCommand): Decision<SessionEvent> {
  const { author, isUnassigned } = command;
  const fencedRefusal = refuseIfFenced(session, command);
  if (fencedRefusal) return fencedRefusal;
  if (author.party === 'customer' || isUnassigned || author.isSupervisor) return [];
  return session.agentId === author.agentId ? [] : refuse('not-your-conversation');
}

/**
 * Once this is recorded nobody takes over any more, and the seal is asked for until the timer has given it. What
 * has ended, or is about to, stays as it is.
 */
export function end(session: Session, command: EndCommand, at: Instant): Decision<SessionEvent> {
  const authorised = authorise(session, command);
  if (isRefused(authorised)) return authorised;
  if (session.sealed || session.ending) return [];
  const { author, reason } = command;
  const agentId = author.party === 'agent' ? author.agentId : null;
  return [{ type: 'EndRequested', data: { by: author.party, agentId, reason, at } }];
}
