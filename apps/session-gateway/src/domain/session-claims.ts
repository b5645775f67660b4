import type { SessionFact, Way } from '@rejoin/contracts';
import { plusSeconds, refuse, type Decision, type Instant } from '@rejoin/kernel';
import {
  bindGraceSeconds,
  isEnding,
  refuseEnded,
  type Connection,
  type InternalEvent,
  type Session,
  type SessionEvent,
} from './session';
import { join } from './session-connections';

export interface Claimant {
  readonly secretHash: string;
  readonly way: Way;
  readonly linkId: string | null;
  /** The link that replaces the redeemed one, so that the customer can return a second time. */
  readonly successorLinkId: string | null;
  /** Null when the claim came over HTTP and the socket follows. */
  readonly connection: Connection | null;
  /** Whether the link has been redeemed, read while the row is locked. */
  readonly isLinkUsed?: boolean | undefined;
}

/** Binds a claimant whom the timer accepted. */
export interface BindCommand extends Claimant {
  /** The epoch that was lost. */
  readonly epoch: number;
  readonly newDevice: boolean;
  /** Requests that extended the window, as the timer's answer lists them. Their facts can arrive later. */
  readonly extendedBy?: readonly string[] | undefined;
}

export function bind(session: Session, command: BindCommand, now: Instant): Decision<SessionEvent> {
  const { conversationId } = session;
  if (session.sealed) return refuseEnded(session);
  if (session.epoch !== command.epoch) {
    if (session.secretHash !== command.secretHash) return refuse('superseded');
    // The fact of the acceptance has bound this claimant already, so the socket joins.
    return command.connection ? join(session, command.connection, command.secretHash, now) : [];
  }
  return [
    sessionBound(session, command, now, command.extendedBy),
    {
      type: 'CustomerReconnected',
      data: {
        conversationId,
        epoch: session.epoch + 1,
        previousEpoch: session.epoch,
        way: command.way,
        linkId: command.linkId,
        newDevice: command.newDevice,
        at: now,
      },
    },
    ...successorLink(session, command, now),
  ];
}

export function takeOver(session: Session, command: Claimant, now: Instant): Decision<SessionEvent> {
  const { conversationId } = session;
  if (isEnding(session)) return refuseEnded(session);
  if (session.secretHash === command.secretHash) return [];
  if (session.status === 'away') return refuse('reconnect-available');
  // Only a takeover is refused here. A claimant whom the timer accepted is always bound, because no one else can be
  // bound to this window any more.
  if (command.isLinkUsed) return refuse('denied');
  return [
    sessionBound(session, command, now),
    {
      type: 'SessionTakenOver',
      data: {
        conversationId,
        epoch: session.epoch + 1,
        previousEpoch: session.epoch,
        way: command.way,
        linkId: command.linkId,
        at: now,
      },
    },
    ...successorLink(session, command, now),
  ];
}

function sessionBound(
  session: Session,
  { secretHash, connection }: Claimant,
  now: Instant,
  extendedBy?: readonly string[],
): InternalEvent {
  const promoteAt = plusSeconds(now, bindGraceSeconds);
  const epoch = session.epoch + 1;
  return { type: 'SessionBound', data: { epoch, secretHash, connection, at: now, promoteAt, extendedBy } };
}

function successorLink(session: Session, { successorLinkId }: Claimant, now: Instant): SessionFact[] {
  const { conversationId } = session;
  if (successorLinkId === null) return [];
  return [
    { type: 'ReconnectLinkSent', data: { conversationId, linkId: successorLinkId, agentId: null, at: now } },
  ];
}
