import type { Decider, Decision, Instant } from '@rejoin/kernel';
import type { Desk } from './desk';
import { evolve } from './evolve-session';
import type { Connection, Session, SessionEvent } from './session';
import {
  end,
  authorise,
  endForBlock,
  rename,
  visitPage,
  type AuthoredCommand,
  type EndCommand,
  type EndForBlockCommand,
  type AuthoriseCommand,
  type VisitPageCommand,
} from './session-author';
import { bind, takeOver, type BindCommand, type Claimant } from './session-claims';
import { join, loseConnections, promote, type LoseCommand, type WindowRules } from './session-connections';
import { deleteRecords, erase, type EraseCommand } from './session-erasure';
import { extendAhead, post, type ExtendAheadCommand, type PostCommand } from './session-messages';

export type SessionCommand =
  | { readonly type: 'begin'; readonly connection: Connection }
  | { readonly type: 'join'; readonly connection: Connection; readonly secretHash: string }
  | LoseCommand
  | { readonly type: 'promote'; readonly rules: WindowRules }
  | ({ readonly type: 'bind' } & BindCommand)
  | ({ readonly type: 'take-over' } & Claimant)
  | ({ readonly type: 'extend-ahead' } & ExtendAheadCommand)
  | ({ readonly type: 'post' } & PostCommand)
  | ({ readonly type: 'authorise' } & AuthoriseCommand)
  | ({ readonly type: 'rename' } & AuthoredCommand)
  | ({ readonly type: 'visit-page' } & VisitPageCommand)
  | ({ readonly type: 'end' } & EndCommand)
  | EndForBlockCommand
  | ({ readonly type: 'apply-desk-status' } & DeskStatus)
  | { readonly type: 'apply-fact'; readonly event: SessionEvent }
  | EraseCommand
  | { readonly type: 'delete' };

/** A command together with the database's time, which is read while the conversation's row is locked. */
export interface TimedCommand {
  readonly command: SessionCommand;
  readonly now: Instant;
}

/** The status of an agent's desk, read while the rows of the desk and of the conversation are locked. */
export interface DeskStatus {
  readonly agentId: string;
  readonly status?: Desk['status'] | undefined;
}

export const sessionDecider: Decider<Session, TimedCommand, SessionEvent> = {
  decide: (session, { command, now }) => decide(session, command, now),
  evolve,
};

/** Decides one command. `now` is the database's time, read while the conversation's row is locked. */
export function decide(session: Session, command: SessionCommand, now: Instant): Decision<SessionEvent> {
  switch (command.type) {
    case 'begin':
      return begin(session, command.connection, now);
    case 'join':
      return join(session, command.connection, command.secretHash, now);
    case 'lose':
    case 'sweep':
      return loseConnections(session, command, now);
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
    case 'authorise':
      return authorise(session, command);
    case 'rename':
      return rename(session, command);
    case 'visit-page':
      return visitPage(session, command);
    case 'end':
      return end(session, command, now);
    case 'end-for-block':
      return endForBlock(session, command, now);
    case 'apply-desk-status':
      return applyDeskStatus(session, command);
    case 'erase':
      return erase(session, command, now);
    case 'delete':
      return deleteRecords(session, now);
    case 'apply-fact':
      // The facts of other services have been decided already, so the gateway applies them unchanged.
      return [command.event];
  }
}

/** Starts the conversation with the customer's first connection. */
function begin(session: Session, connection: Connection, at: Instant): Decision<SessionEvent> {
  const { conversationId, widgetId, workstreamId, locale, signedIn } = session;
  const data = { conversationId, widgetId, workstreamId, locale, signedIn, at };
  return [
    { type: 'ConnectionJoined', data: { connection, at } },
    { type: 'ConversationStarted', data },
  ];
}

/**
 * Records that the agent's desk was lost or has returned, once for each change. A signed-out agent is not recorded,
 * because routing is about to replace them.
 */
function applyDeskStatus(session: Session, { agentId, status }: DeskStatus): Decision<SessionEvent> {
  if (session.agentId !== agentId || session.state !== 'active' || session.sealed) return [];
  if (status === undefined || status === 'signed-out') return [];
  const isLost = status === 'away';
  if (isLost === session.agentLost) return [];
  return [{ type: isLost ? 'AgentLost' : 'AgentReturned', data: { agentId } }];
}
