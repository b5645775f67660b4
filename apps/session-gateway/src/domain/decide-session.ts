import { plusSeconds, type Decider, type Decision, type Instant } from '@rejoin/kernel';
import type { Desk } from './desk';
import { evolve } from './evolve-session';
import type { Line, Session, SessionEvent } from './session';
import { end, judge, type End, type Judge } from './session-author';
import { bind, takeOver, type Bind, type Claimant } from './session-claims';
import { join, lose, promote, type WindowRules } from './session-lines';
import { extendAhead, post, type ExtendAhead, type Post } from './session-talk';

export type SessionCommand =
  | { readonly type: 'begin'; readonly line: Line }
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
  | ({ readonly type: 'bind' } & Bind)
  | ({ readonly type: 'take-over' } & Claimant)
  | ({ readonly type: 'extend-ahead' } & ExtendAhead)
  | ({ readonly type: 'post' } & Post)
  | ({ readonly type: 'judge' } & Judge)
  | ({ readonly type: 'end' } & End)
  | ({ readonly type: 'see-desk' } & DeskSeen)
  | { readonly type: 'absorb'; readonly event: SessionEvent };

/** A command and the database's clock under the conversation's row lock. */
export interface TimedCommand {
  readonly command: SessionCommand;
  readonly now: Instant;
}

/** Where an agent's desk stands, as it is read under the locks of both. */
export interface DeskSeen {
  readonly agentId: string;
  readonly status?: Desk['status'] | undefined;
}

export const sessionDecider: Decider<Session, TimedCommand, SessionEvent> = {
  decide: (session, { command, now }) => decide(session, command, now),
  evolve,
};

/** Decides one command at `now`, the database's clock under the conversation's row lock. */
export function decide(session: Session, command: SessionCommand, now: Instant): Decision<SessionEvent> {
  switch (command.type) {
    case 'begin':
      return begin(session, command.line, now);
    case 'join':
      return join(session, command.line, command.secretHash, now);
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
      return extendAhead(session, command, now);
    case 'post':
      return post(session, command, now);
    case 'judge':
      return judge(session, command);
    case 'end':
      return end(session, command, now);
    case 'see-desk':
      return seeDesk(session, command);
    case 'absorb':
      // Other services' facts are taken as they are.
      return [command.event];
  }
}

/** The customer's first connection starts it. */
function begin(session: Session, line: Line, at: Instant): Decision<SessionEvent> {
  const { conversationId, widgetId, workstreamId, locale, signedIn } = session;
  const data = { conversationId, widgetId, workstreamId, locale, signedIn, at };
  return [
    { type: 'LineFound', data: { line, at } },
    { type: 'ConversationStarted', data },
  ];
}

/** A desk that is gone, or there again, is news only once each way; whoever signed out is about to be replaced. */
function seeDesk(session: Session, { agentId, status }: DeskSeen): Decision<SessionEvent> {
  if (session.agentId !== agentId || session.state !== 'active' || session.sealed) return [];
  if (status === undefined || status === 'signed-out') return [];
  const isLost = status === 'away';
  if (isLost === session.agentLost) return [];
  return [{ type: isLost ? 'AgentLost' : 'AgentBack', data: { agentId } }];
}
