import type { Extension, SessionFact } from '@rejoin/contracts';
import { isDue, later, plusSeconds, refuse, type Decision, type Instant } from '@rejoin/kernel';
import {
  isEnding,
  leastTimeSeconds,
  maxLines,
  over,
  type Line,
  type Session,
  type SessionEvent,
} from './session';

/** What the widget's and the workstream's settings say about the next window. */
export interface WindowRules {
  readonly limitSeconds: number;
  readonly openHoldSeconds: number;
  readonly extension: Extension;
}

export function join(session: Session, line: Line, secretHash: string, at: Instant): Decision<SessionEvent> {
  if (isEnding(session)) return over(session);
  if (session.secretHash !== secretHash) return refuse('superseded');
  if (session.status === 'away') return refuse('reconnect-available');
  if (session.lines.length >= maxLines) return refuse('too-many');
  return [{ type: 'LineFound', data: { line, at } }];
}

/**
 * Of several lines, the one that is noticed last need not be the one that lived longest (half-open, or found by
 * the last lease of a dead gateway): nobody is lost since before the latest proof of life.
 */
export function lose(
  session: Session,
  lineIds: readonly string[],
  heardOfAt: Instant,
  debounceSeconds: number,
): Decision<SessionEvent> {
  const known = lineIds.filter((id) => session.lines.some((line) => line.id === id));
  if (known.length === 0) return [];
  const lostAt = session.seenAt === null ? heardOfAt : later(session.seenAt, heardOfAt);
  return [
    { type: 'LinesLost', data: { lineIds: known, lostAt, promoteAt: plusSeconds(lostAt, debounceSeconds) } },
  ];
}

export function promote(session: Session, rules: WindowRules, now: Instant): Decision<SessionEvent> {
  if (session.status !== 'lost' || session.sealed || session.lostAt === null || session.promoteAt === null)
    return [];
  if (!isDue(session.promoteAt, now)) return [];
  const isHold = session.lostKind === 'open-hold';
  const limitSeconds = isHold ? rules.openHoldSeconds : (session.nextLimitSeconds ?? rules.limitSeconds);
  const least = Math.min(limitSeconds, leastTimeSeconds);
  const disconnected: SessionFact = {
    type: 'CustomerDisconnected',
    data: {
      conversationId: session.conversationId,
      workstreamId: session.workstreamId,
      epoch: session.epoch,
      kind: session.lostKind,
      lostAt: session.lostAt,
      awayAt: now,
      deadlineAt: later(plusSeconds(session.lostAt, limitSeconds), plusSeconds(now, least)),
      limitSeconds,
      extension: isHold ? { ...rules.extension, times: 0 } : rules.extension,
    },
  };
  return [disconnected];
}
