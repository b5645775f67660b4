import type { ReconnectionFact, RoutingFact } from '@rejoin/contracts';
import { isRefused, plusSeconds, type Instant } from '@rejoin/kernel';
import { decide, type SessionCommand } from './decide-session';
import type { WindowRules } from './session-connections';
import { evolve } from './evolve-session';
import { newSession, type Connection, type Session, type SessionEvent } from './session';

/** Builders for specs of sessions. */
export const noon: Instant = '2026-03-01T12:00:00.000Z';
export const conversationId = 'c1';

export const connection = (id: string, incarnation = 'gateway-1'): Connection => ({ id, incarnation });

export const rules: WindowRules = {
  limitSeconds: 300,
  openHoldSeconds: 180,
  extension: { times: 2, seconds: 600 },
};

const blank = newSession({
  conversationId,
  org: 'default',
  widgetId: 'w1',
  workstreamId: 's1',
  locale: 'en',
  signedIn: false,
  secretHash: 'first',
});

export function aSession(...events: SessionEvent[]): Session {
  return events.reduce(evolve, blank);
}

/** Decides a command and applies its events. Throws when the command is refused. */
export function after(session: Session, command: SessionCommand, now: Instant): Session {
  const decision = decide(session, command, now);
  if (isRefused(decision)) throw new Error(`refused: ${decision.refused}`);
  return decision.reduce(evolve, session);
}

export const joined = (id: string): SessionEvent => ({
  type: 'ConnectionJoined',
  data: { connection: connection(id), at: plusSeconds(noon, -60) },
});

export const assigned = (agentId: string): RoutingFact => ({
  type: 'AgentAssigned',
  data: {
    conversationId,
    workstreamId: 's1',
    agentId,
    units: 1,
    by: 'push',
    previousAgentId: null,
    reason: 'InConversation',
    at: noon,
  },
});

export const sealedBy = (
  by: 'agent' | 'customer',
  reason: 'ended' | 'closed-by-customer',
): ReconnectionFact => ({
  type: 'ConversationSealed',
  data: { conversationId, by, agentId: null, reason, endedEpoch: null, at: noon },
});

export const expired: ReconnectionFact = {
  type: 'ReconnectExpired',
  data: { conversationId, epoch: 1, kind: 'reconnect', deadlineAt: noon, by: 'timer', at: noon },
};

export const loseCommand: SessionCommand = {
  type: 'lose',
  connectionId: 'a',
  elapsedMs: 0,
  debounceSeconds: 5,
};
export const promoteCommand: SessionCommand = { type: 'promote', rules };
