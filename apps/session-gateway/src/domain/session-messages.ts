import { longestWindowSeconds, type SessionFact } from '@rejoin/contracts';
import { isRefused, refuse, type Decision, type Instant } from '@rejoin/kernel';
import { refuseIfFenced, authorise, type Author, type AuthoredCommand } from './session-author';
import { isEnding, hasExtended, refuseEnded, type Actor, type Session, type SessionEvent } from './session';
import type { WindowRules } from './session-connections';

export interface PostCommand extends AuthoredCommand {
  readonly bytes: number;
  readonly storedPost?: StoredPost | undefined;
  /** Whether this is an internal note, which customers never see. */
  readonly isNote?: boolean;
  /** The reconnect link in the message. */
  readonly linkId: string | null;
}

/** A message that was stored before with the same client id. */
export interface StoredPost {
  readonly sameText: boolean;
}

/** Extends the time limit of the next window. */
export interface ExtendAheadCommand extends Actor, Partial<AuthoredCommand> {
  readonly rules: WindowRules;
  /** The name of the request. The same request extends the time once, whatever happens in between. */
  readonly request: string;
}

export function extendAhead(
  session: Session,
  { by, accountId, rules, request, author, isFenced }: ExtendAheadCommand,
  now: Instant,
): Decision<SessionEvent> {
  const authorised = author ? authorise(session, { author, isFenced }) : [];
  if (isRefused(authorised)) return authorised;
  if (hasExtended(session, request)) return [];
  if (isEnding(session)) return refuseEnded(session);
  if (session.status === 'away') return refuse('reconnect-available');
  const extensionsLeft = rules.extension.times - session.extensionsAhead - 1;
  if (extensionsLeft < 0) return refuse('no-extension-left');
  const nextLimitSeconds = Math.min(
    longestWindowSeconds,
    (session.nextLimitSeconds ?? rules.limitSeconds) + rules.extension.seconds,
  );
  const { conversationId } = session;
  return [
    {
      type: 'ReconnectTimeExtended',
      data: { conversationId, by, accountId, nextLimitSeconds, extensionsLeft, request, at: now },
    },
  ];
}

export function post(session: Session, command: PostCommand, now: Instant): Decision<SessionEvent> {
  const { author, storedPost } = command;
  const fencedRefusal = refuseIfFenced(session, command);
  if (fencedRefusal) return fencedRefusal;
  if (storedPost) return storedPost.sameText ? [] : refuse('message-conflict');
  if (command.isNote && author.party === 'agent') return addNote(session, author, command.bytes, now);
  if (author.party === 'agent' && session.agentId !== author.agentId) return refuse('not-your-conversation');
  if (isEnding(session) || session.state === 'wrap-up' || session.state === 'closed')
    return refuseEnded(session);
  const { conversationId } = session;
  const agentId = author.party === 'agent' ? author.agentId : null;
  const messageSent: SessionFact = {
    type: 'MessageSent',
    data: {
      conversationId,
      seq: session.lastSeq + 1,
      sender: author.party,
      agentId,
      bytes: command.bytes,
      at: now,
    },
  };
  if (command.linkId === null) return [messageSent];
  return [
    messageSent,
    { type: 'ReconnectLinkSent', data: { conversationId, linkId: command.linkId, agentId, at: now } },
  ];
}

/**
 * An agent can add notes as long as the conversation has an agent. This includes the wrap-up, when the conversation
 * is over for its customer.
 */
function addNote(
  session: Session,
  { agentId, isSupervisor }: Extract<Author, { party: 'agent' }>,
  bytes: number,
  now: Instant,
): Decision<SessionEvent> {
  if (session.agentId !== agentId && !isSupervisor) return refuse('not-your-conversation');
  if (session.state === 'closed') return refuseEnded(session);
  if (session.state === 'open' || session.state === 'waiting') return refuse('not-active');
  const { conversationId, lastSeq } = session;
  return [{ type: 'NoteAdded', data: { conversationId, seq: lastSeq + 1, agentId, bytes, at: now } }];
}
