import type { SealReason } from '@rejoin/contracts';
import { isRefused, refuse, type Decision, type Instant, type Refused } from '@rejoin/kernel';
import type { Session, SessionEvent } from './session';

/** Who sent a frame, on which connection: each frame is judged by it under the lock of the conversation's row. */
export type Author =
  | { readonly party: 'customer'; readonly lineId: string; readonly epoch: number }
  | {
      readonly party: 'agent';
      readonly agentId: string;
      readonly lineId: string;
      /** A supervisor may do this with anybody's conversation. */
      readonly isSupervisor?: boolean;
    };

/** A command of an author. */
export interface Authored {
  readonly author: Author;
  /** Read under the lock: the agent's connection is not at their desk any more. */
  readonly isFenced?: boolean | undefined;
}

/** An act that another service carries out: here it is judged only. */
export interface Judge extends Authored {
  /** What an agent does with a conversation that is nobody's yet. */
  readonly isForeign?: boolean;
}

/** The author ends the conversation for good. The timer is asked after this has committed. */
export interface End extends Authored {
  readonly reason: SealReason;
}

/** A connection that was fenced changes nothing: refused, else null. */
export function fence({ lines, epoch }: Session, { author, isFenced }: Authored): Refused | null {
  if (author.party === 'customer' && !lines.some((line) => line.id === author.lineId)) {
    // Fenced by somebody who went on elsewhere; or its gateway was taken for dead, and it is to resume.
    return refuse(author.epoch < epoch ? 'superseded' : 'unavailable');
  }
  return isFenced ? refuse('unavailable') : null;
}

/** Gives no facts: the author may go on, or is refused. */
export function judge(session: Session, command: Judge): Decision<SessionEvent> {
  const { author, isForeign } = command;
  const fenced = fence(session, command);
  if (fenced) return fenced;
  if (author.party === 'customer' || isForeign || author.isSupervisor) return [];
  return session.agentId === author.agentId ? [] : refuse('not-your-conversation');
}

/**
 * Once this is recorded nobody takes over any more, and the seal is asked for until the timer has given it. What
 * has ended, or is about to, stays as it is.
 */
export function end(session: Session, command: End, at: Instant): Decision<SessionEvent> {
  const judged = judge(session, command);
  if (isRefused(judged)) return judged;
  if (session.sealed || session.ending) return [];
  const { author, reason } = command;
  const agentId = author.party === 'agent' ? author.agentId : null;
  return [{ type: 'EndAsked', data: { by: author.party, agentId, reason, at } }];
}
