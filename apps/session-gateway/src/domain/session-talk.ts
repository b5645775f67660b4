import type { SessionFact } from '@rejoin/contracts';
import { isRefused, refuse, type Decision, type Instant } from '@rejoin/kernel';
import { fence, judge, type Author, type Authored } from './session-author';
import { isEnding, isExtendedBy, over, type Doer, type Session, type SessionEvent } from './session';
import type { WindowRules } from './session-lines';

export interface Post extends Authored {
  readonly bytes: number;
  readonly earlier?: Earlier | undefined;
  /** A note for the support side. */
  readonly isNote?: boolean;
  /** The link that the message carries. */
  readonly linkId: string | null;
}

/** A message with the same client id that is stored already. */
export interface Earlier {
  readonly sameText: boolean;
}

/** More time for the next window. */
export interface ExtendAhead extends Doer, Partial<Authored> {
  readonly rules: WindowRules;
  /** Names the request: once it has given more time, it is done, whatever has happened since. */
  readonly request: string;
}

export function extendAhead(
  session: Session,
  { by, accountId, rules, request, author, isFenced }: ExtendAhead,
  now: Instant,
): Decision<SessionEvent> {
  const judged = author ? judge(session, { author, isFenced }) : [];
  if (isRefused(judged)) return judged;
  if (isExtendedBy(session, request)) return [];
  if (isEnding(session)) return over(session);
  if (session.status === 'away') return refuse('reconnect-available');
  const extensionsLeft = rules.extension.times - session.extensionsAhead - 1;
  if (extensionsLeft < 0) return refuse('no-extension-left');
  const nextLimitSeconds = Math.min(
    86_400,
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

export function post(session: Session, command: Post, now: Instant): Decision<SessionEvent> {
  const { author, earlier } = command;
  const fenced = fence(session, command);
  if (fenced) return fenced;
  if (earlier) return earlier.sameText ? [] : refuse('message-conflict');
  if (command.isNote && author.party === 'agent') return note(session, author, command.bytes, now);
  if (author.party === 'agent' && session.agentId !== author.agentId) return refuse('not-your-conversation');
  if (isEnding(session) || session.state === 'wrap-up' || session.state === 'closed') return over(session);
  const { conversationId } = session;
  const agentId = author.party === 'agent' ? author.agentId : null;
  const sent: SessionFact = {
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
  if (command.linkId === null) return [sent];
  return [
    sent,
    { type: 'ReconnectLinkSent', data: { conversationId, linkId: command.linkId, agentId, at: now } },
  ];
}

/** Kept while there is an agent: through wrap-up too, when the conversation is over for its customer. */
function note(
  session: Session,
  { agentId, isSupervisor }: Extract<Author, { party: 'agent' }>,
  bytes: number,
  now: Instant,
): Decision<SessionEvent> {
  if (session.agentId !== agentId && !isSupervisor) return refuse('not-your-conversation');
  if (session.state === 'closed') return over(session);
  if (session.state === 'open' || session.state === 'waiting') return refuse('not-active');
  const { conversationId, lastSeq } = session;
  return [{ type: 'NoteAdded', data: { conversationId, seq: lastSeq + 1, agentId, bytes, at: now } }];
}
