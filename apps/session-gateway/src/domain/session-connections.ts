import type { Extension, SessionFact } from '@rejoin/contracts';
import { isDue, later, plusSeconds, refuse, type Decision, type Instant } from '@rejoin/kernel';
import { lossOf, type LossCommand } from './connections';
import {
  isEnding,
  minWindowSeconds,
  maxConnections,
  refuseEnded,
  type Connection,
  type Session,
  type SessionEvent,
} from './session';

/** The settings of the widget and the workstream that apply to the next window. */
export interface WindowRules {
  readonly limitSeconds: number;
  readonly openHoldSeconds: number;
  readonly extension: Extension;
}

export function join(
  session: Session,
  connection: Connection,
  secretHash: string,
  at: Instant,
): Decision<SessionEvent> {
  if (isEnding(session)) return refuseEnded(session);
  if (session.secretHash !== secretHash) return refuse('superseded');
  if (session.status === 'away') return refuse('reconnect-available');
  if (session.lines.length >= maxConnections) return refuse('too-many');
  return [{ type: 'ConnectionJoined', data: { connection, at } }];
}

/** Connections of the customer are lost. A customer who is not back after the debounce counts as away. */
export type LoseCommand = LossCommand & { readonly debounceSeconds: number };

export function loseConnections(
  session: Session,
  command: LoseCommand,
  now: Instant,
): Decision<SessionEvent> {
  const loss = lossOf(session, command, now);
  if (!loss) return [];
  const promoteAt = plusSeconds(loss.lostAt, command.debounceSeconds);
  return [{ type: 'ConnectionsLost', data: { ...loss, promoteAt } }];
}

export function promote(session: Session, rules: WindowRules, now: Instant): Decision<SessionEvent> {
  if (session.status !== 'lost' || session.sealed || session.lostAt === null || session.promoteAt === null)
    return [];
  if (!isDue(session.promoteAt, now)) return [];
  const isHold = session.lostKind === 'open-hold';
  const limitSeconds = isHold ? rules.openHoldSeconds : (session.nextLimitSeconds ?? rules.limitSeconds);
  const minSeconds = Math.min(limitSeconds, minWindowSeconds);
  const disconnectFact: SessionFact = {
    type: 'CustomerDisconnected',
    data: {
      conversationId: session.conversationId,
      workstreamId: session.workstreamId,
      epoch: session.epoch,
      kind: session.lostKind,
      lostAt: session.lostAt,
      awayAt: now,
      deadlineAt: later(plusSeconds(session.lostAt, limitSeconds), plusSeconds(now, minSeconds)),
      limitSeconds,
      extension: isHold ? { ...rules.extension, times: 0 } : rules.extension,
    },
  };
  return [disconnectFact];
}
