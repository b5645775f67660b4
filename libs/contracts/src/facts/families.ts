import { agentSession, type AgentSessionFact } from './agent-session';
import { customerBlock, type CustomerBlockFact } from './customer-block';
import { deadline, type DeadlineFact } from './deadline';
import type { Family } from './family';
import { presence, type PresenceFact } from './presence';
import { reconnection, type ReconnectionFact } from './reconnection';
import { routing, type RoutingFact } from './routing';
import { session, type SessionFact } from './session';
import {
  account,
  agent,
  quickReply,
  widget,
  workstream,
  type AccountFact,
  type AgentFact,
  type QuickReplyFact,
  type WidgetFact,
  type WorkstreamFact,
} from './settings';

/** Every family of facts. Each family has exactly one producer. */
export const families: readonly Family[] = [
  session,
  agentSession,
  reconnection,
  deadline,
  routing,
  presence,
  widget,
  workstream,
  agent,
  quickReply,
  account,
  customerBlock,
];

export type Fact =
  | SessionFact
  | AgentSessionFact
  | ReconnectionFact
  | DeadlineFact
  | RoutingFact
  | PresenceFact
  | WidgetFact
  | WorkstreamFact
  | AgentFact
  | QuickReplyFact
  | AccountFact
  | CustomerBlockFact;
