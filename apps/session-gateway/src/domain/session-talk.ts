import type { SessionFact } from '@rejoin/contracts';
import { refuse, type Decision, type Instant } from '@rejoin/kernel';
import { isExtendedBy, over, type Doer, type Session, type SessionEvent } from './session';
import type { WindowRules } from './session-lines';

export type Author =
  | { readonly party: 'customer'; readonly lineId: string; readonly epoch: number }
  | {
      readonly party: 'agent';
      readonly agentId: string;
      readonly lineId: string;
      /** Of a note alone: a supervisor may add one to anybody's conversation. */
      readonly isSupervisor?: boolean;
    };

export interface Post {
  readonly author: Author;
  readonly bytes: number;
  readonly earlier?: Earlier | undefined;
  /** The agent's line is not at their desk any more: its gateway was taken for dead, or they signed out. */
  readonly isFenced?: boolean;
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
export interface ExtendAhead extends Doer {
  readonly rules: WindowRules;
  /** Names the request: once it has given more time, it is done, whatever has happened since. */
  readonly request: string;
}

export function extendAhead(
  session: Session,
  { by, accountId, rules, request }: ExtendAhead,
  now: Instant,
): Decision<SessionEvent> {
  if (isExtendedBy(session, request)) return [];
  if (session.sealed) return over(session);
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
  if (author.party === 'customer' && !session.lines.some((line) => line.id === author.lineId)) {
    // Fenced by somebody who went on elsewhere; or its gateway was taken for dead, and it is to resume.
    return refuse(author.epoch < session.epoch ? 'superseded' : 'unavailable');
  }
  if (command.isFenced) return refuse('unavailable');
  if (earlier) return earlier.sameText ? [] : refuse('message-conflict');
  if (command.isNote && author.party === 'agent') return note(session, author, command.bytes, now);
  if (author.party === 'agent' && session.agentId !== author.agentId) return refuse('not-your-conversation');
  if (session.sealed || session.state === 'wrap-up' || session.state === 'closed') return over(session);
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
