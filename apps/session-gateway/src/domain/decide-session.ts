import type { Extension, Party, SessionFact, Way } from '@rejoin/contracts';
import { isDue, later, plusSeconds, refuse, type Decision, type Instant } from '@rejoin/kernel';
import {
  bindGraceSeconds,
  leastTimeSeconds,
  maxLines,
  type Line,
  type LineEvent,
  type Session,
  type SessionEvent,
} from './session';

/** What the widget's and the workstream's settings say about the next window. */
export interface WindowRules {
  readonly limitSeconds: number;
  readonly openHoldSeconds: number;
  readonly extension: Extension;
}

export type SessionCommand =
  | { readonly type: 'join'; readonly line: Line; readonly secretHash: string }
  | {
      readonly type: 'lose';
      readonly lineId: string;
      readonly elapsedMs: number;
      readonly debounceSeconds: number;
    }
  | {
      readonly type: 'sweep';
      readonly incarnation: string;
      readonly lostAt: Instant;
      readonly debounceSeconds: number;
    }
  | { readonly type: 'promote'; readonly rules: WindowRules }
  | ({ readonly type: 'bind'; readonly epoch: number; readonly newDevice: boolean } & Claimant)
  | ({ readonly type: 'take-over' } & Claimant)
  | { readonly type: 'extend-ahead'; readonly by: Party; readonly rules: WindowRules }
  | {
      readonly type: 'post';
      readonly author: Author;
      readonly bytes: number;
      readonly earlier?: Earlier | undefined;
      readonly linkId: string | null;
    }
  | { readonly type: 'absorb'; readonly event: SessionEvent };

export interface Claimant {
  readonly secretHash: string;
  readonly way: Way;
  readonly linkId: string | null;
  /** The link that the customer gets in place of the one that is used up, so that a second restart works. */
  readonly successorLinkId: string | null;
  /** null: claimed through HTTP, the socket follows. */
  readonly line: Line | null;
}

export type Author =
  | { readonly party: 'customer'; readonly lineId: string; readonly epoch: number }
  | { readonly party: 'agent'; readonly agentId: string };

/** A message with the same client id that is stored already. */
export interface Earlier {
  readonly sameText: boolean;
}

/** Decides one command at `now`, the database's clock under the conversation's row lock. */
export function decide(session: Session, command: SessionCommand, now: Instant): Decision<SessionEvent> {
  switch (command.type) {
    case 'join':
      return join(session, command.line, command.secretHash);
    case 'lose':
      return lose(
        session,
        [command.lineId],
        plusSeconds(now, -command.elapsedMs / 1000),
        command.debounceSeconds,
      );
    case 'sweep':
      return lose(
        session,
        session.lines.filter((line) => line.incarnation === command.incarnation).map((line) => line.id),
        command.lostAt,
        command.debounceSeconds,
      );
    case 'promote':
      return promote(session, command.rules, now);
    case 'bind':
      return bind(session, command, now);
    case 'take-over':
      return takeOver(session, command, now);
    case 'extend-ahead':
      return extendAhead(session, command.by, command.rules, now);
    case 'post':
      return post(session, command, now);
    case 'absorb':
      return absorb(session, command.event);
  }
}

/** Other services' facts are taken as they are; an agent's line is news only once each way, and only here. */
function absorb(session: Session, event: SessionEvent): Decision<SessionEvent> {
  if (event.type !== 'AgentDisconnected' && event.type !== 'AgentConnected') return [event];
  const isNews = session.agentLost === (event.type === 'AgentConnected');
  return session.agentId === event.data.agentId && session.state === 'active' && isNews ? [event] : [];
}

function join(session: Session, line: Line, secretHash: string): Decision<SessionEvent> {
  if (session.sealed) return over(session);
  if (session.secretHash !== secretHash) return refuse('superseded');
  if (session.status === 'away') return refuse('reconnect-available');
  if (session.lines.length >= maxLines) return refuse('too-many');
  return [{ type: 'LineFound', data: { line } }];
}

function lose(
  session: Session,
  lineIds: readonly string[],
  lostAt: Instant,
  debounceSeconds: number,
): Decision<SessionEvent> {
  const known = lineIds.filter((id) => session.lines.some((line) => line.id === id));
  if (known.length === 0) return [];
  return [
    { type: 'LinesLost', data: { lineIds: known, lostAt, promoteAt: plusSeconds(lostAt, debounceSeconds) } },
  ];
}

function promote(session: Session, rules: WindowRules, now: Instant): Decision<SessionEvent> {
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

function bind(
  session: Session,
  command: Extract<SessionCommand, { type: 'bind' }>,
  now: Instant,
): Decision<SessionEvent> {
  const { conversationId } = session;
  if (session.sealed) return over(session);
  if (session.epoch !== command.epoch) {
    if (session.secretHash !== command.secretHash) return refuse('superseded');
    // Bound already, by the fact of the acceptance; the socket that asked now joins it.
    return command.line ? join(session, command.line, command.secretHash) : [];
  }
  return [
    bound(session, command, now),
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
    ...successor(session, command, now),
  ];
}

function takeOver(session: Session, command: Claimant, now: Instant): Decision<SessionEvent> {
  const { conversationId } = session;
  if (session.sealed) return over(session);
  if (session.secretHash === command.secretHash) return [];
  if (session.status === 'away') return refuse('reconnect-available');
  return [
    bound(session, command, now),
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
    ...successor(session, command, now),
  ];
}

function successor(session: Session, { successorLinkId }: Claimant, now: Instant): SessionFact[] {
  const { conversationId } = session;
  if (successorLinkId === null) return [];
  return [
    { type: 'ReconnectLinkSent', data: { conversationId, linkId: successorLinkId, agentId: null, at: now } },
  ];
}

function bound(session: Session, { secretHash, line }: Claimant, now: Instant): LineEvent {
  const promoteAt = plusSeconds(now, bindGraceSeconds);
  return { type: 'SessionBound', data: { epoch: session.epoch + 1, secretHash, line, at: now, promoteAt } };
}

function extendAhead(session: Session, by: Party, rules: WindowRules, now: Instant): Decision<SessionEvent> {
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
      data: { conversationId, by, nextLimitSeconds, extensionsLeft, at: now },
    },
  ];
}

function post(
  session: Session,
  command: Extract<SessionCommand, { type: 'post' }>,
  now: Instant,
): Decision<SessionEvent> {
  const { author, earlier } = command;
  if (author.party === 'customer' && !session.lines.some((line) => line.id === author.lineId)) {
    // Fenced by somebody who went on elsewhere; or its gateway was taken for dead, and it is to resume.
    return refuse(author.epoch < session.epoch ? 'superseded' : 'unavailable');
  }
  if (earlier) return earlier.sameText ? [] : refuse('message-conflict');
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

/** Why a conversation that is over cannot be returned to, to somebody who has proved that it was theirs. */
export function over(session: Session): { readonly refused: 'window-expired' | 'conversation-ended' } {
  return { refused: session.sealed?.reason === 'expired' ? 'window-expired' : 'conversation-ended' };
}
