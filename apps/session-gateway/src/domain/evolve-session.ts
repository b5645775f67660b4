import { without, withConnection } from './connections';
import { rememberExtensions, type Session, type SessionEvent } from './session';
import { systemEntry } from './system-entry';

/**
 * Returns the session after an event. An event that changes nothing returns the same object, for example a fact of
 * another service that arrives after the end.
 */
export function evolve(session: Session, event: SessionEvent): Session {
  const next = change(session, event);
  // Also when the event changes nothing else: a gateway of the release before may have stored a late fact of routing.
  const slotHeld = isHeld(next);
  const changedSession = next.slotHeld === slotHeld ? next : { ...next, slotHeld };
  const isPost = event.type === 'MessageSent' || event.type === 'NoteAdded';
  const leavesEntry = isPost || systemEntry(event) !== null;
  if (!leavesEntry && isSame(session, changedSession)) return session;
  const lastSeq = isPost ? event.data.seq : session.lastSeq + (leavesEntry ? 1 : 0);
  const isInvisible = isPost || event.type === 'ReconnectLinkSent' || event.type === 'EndRequested';
  return { ...changedSession, lastSeq, rev: isInvisible ? session.rev : session.rev + 1 };
}

function change(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'ConnectionJoined':
      return {
        ...connected(session),
        lines: withConnection(session.lines, event.data.connection),
        seenAt: event.data.at,
      };
    case 'ConnectionsLost':
      return withoutConnections(session, event.data);
    case 'SessionBound':
      return bound(session, event.data);
    case 'CustomerDisconnected':
      return {
        ...session,
        status: 'away',
        promoteAt: null,
        nextLimitSeconds: null,
        extensionsAhead: 0,
        window: { ...event.data, extensionsLeft: event.data.extension.times },
      };
    case 'ReconnectTimeExtended':
      return {
        ...rememberExtensions(session, event.data.request === undefined ? [] : [event.data.request]),
        nextLimitSeconds: event.data.nextLimitSeconds,
        extensionsAhead: session.extensionsAhead + 1,
      };
    case 'ReconnectionWindowExtended':
      return withLongerWindow(session, event.data);
    case 'ReconnectExpired':
      return { ...session, sealed: { by: 'system', reason: 'expired' }, window: null, promoteAt: null };
    case 'ConversationSealed':
      return {
        ...session,
        sealed: { by: event.data.by, reason: event.data.reason },
        window: null,
        promoteAt: null,
      };
    case 'EndRequested':
      return { ...session, ending: event.data };
    case 'ConversationQueued':
    case 'ConversationRequeued':
      return { ...session, state: 'open', reason: event.data.reason, agentId: null };
    case 'AgentAssigned':
      return {
        ...session,
        state: 'active',
        reason: event.data.reason,
        agentId: event.data.agentId,
        hadAgent: true,
        agentLost: false,
      };
    case 'AgentLost':
      return { ...session, agentLost: true };
    case 'AgentReturned':
      return { ...session, agentLost: false };
    case 'ConversationWrappedUp':
      return { ...session, state: 'wrap-up', reason: event.data.reason };
    case 'ConversationClosed':
      return {
        ...session,
        state: 'closed',
        reason: event.data.reason,
        ...(event.data.disposition ? { disposition: event.data.disposition } : {}),
        ...(event.data.tags && event.data.tags.length > 0 ? { tags: event.data.tags } : {}),
      };
    case 'CustomerRenamed':
      return { ...session, renames: event.data.renames };
    case 'PageVisited':
      return { ...session, visitedPages: event.data.visitedPages };
    case 'ConversationErased':
      // No secret equals an empty hash, so no browser can resume the conversation.
      return { ...session, erased: true, secretHash: '' };
    case 'ConversationDeleted':
      return { ...session, deleted: true };
    default:
      return session;
  }
}

type Data<Type extends SessionEvent['type']> = Extract<SessionEvent, { type: Type }>['data'];

function withoutConnections(session: Session, data: Data<'ConnectionsLost'>): Session {
  const { connectionIds, lostAt, promoteAt } = data;
  const connections = without(session.lines, connectionIds);
  const remaining = { ...session, lines: connections, seenAt: lostAt };
  if (connections.length > 0 || session.sealed || session.status === 'away') return remaining;
  return lost(remaining, lostAt, promoteAt);
}

/** The session belongs to another secret, whose connection may be gone already. */
function bound(session: Session, data: Data<'SessionBound'>): Session {
  const { epoch, secretHash, connection, at, promoteAt } = data;
  const extended = rememberExtensions(session, data.extendedBy ?? []);
  const boundSession = {
    ...extended,
    epoch,
    secretHash,
    window: null,
    lines: connection ? [connection] : [],
    seenAt: at,
  };
  return connection ? connected(boundSession) : lost(boundSession, at, promoteAt);
}

function withLongerWindow(session: Session, data: Data<'ReconnectionWindowExtended'>): Session {
  const { epoch, request, deadlineAt, extensionsLeft } = data;
  const extended = rememberExtensions(session, [request]);
  if (session.window?.epoch !== epoch) return extended;
  return { ...extended, window: { ...session.window, deadlineAt, extensionsLeft } };
}

/**
 * An assigned agent's capacity stays on hold while the customer is away, and also between the seal and the wrap-up,
 * whose rule then decides. The hold is derived here because routing's facts about it arrive later than the disconnect
 * and the return, and the first snapshots would contradict themselves.
 */
function isHeld({ status, state, agentId }: Session): boolean {
  return status === 'away' && state === 'active' && agentId !== null;
}

function isSame(before: Session, after: Session): boolean {
  return (Object.keys(after) as (keyof Session)[]).every((field) => after[field] === before[field]);
}

function connected(session: Session): Session {
  return { ...session, status: 'connected', lostAt: null, promoteAt: null };
}

function lost(session: Session, lostAt: string, promoteAt: Session['promoteAt']): Session {
  return {
    ...session,
    status: 'lost',
    lostAt,
    promoteAt,
    lostKind: session.hadAgent ? 'reconnect' : 'open-hold',
  };
}
