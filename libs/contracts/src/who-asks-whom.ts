import { agentSession } from './facts/agent-session';
import { deadline } from './facts/deadline';
import type { Family, ServiceName } from './facts/family';
import { presence } from './facts/presence';
import { reconnection } from './facts/reconnection';
import { routing } from './facts/routing';
import { session } from './facts/session';
import { account, agent, quickReply, widget, workstream } from './facts/settings';
import * as rpc from './rpc';

/** The families that each service acts on. It has one durable for each of them, and no others. */
export const followed: Readonly<Record<ServiceName, readonly Family[]>> = {
  config: [],
  routing: [session, agentSession, reconnection, deadline, workstream, agent],
  'reconnection-timer': [session, agentSession, routing],
  'session-gateway': [
    agentSession,
    reconnection,
    routing,
    presence,
    widget,
    workstream,
    agent,
    quickReply,
    account,
  ],
};

/** The questions that each service asks, of itself or of another one. */
export const asked: Readonly<Record<ServiceName, readonly rpc.Rpc[]>> = {
  config: [],
  routing: [],
  'reconnection-timer': [],
  'session-gateway': [
    rpc.requestReconnect,
    rpc.extendWindow,
    rpc.seal,
    rpc.openWindows,
    rpc.windowFigures,
    rpc.closeTab,
    rpc.release,
    rpc.transfer,
    rpc.pick,
    rpc.closeConversation,
    rpc.setPresence,
    rpc.agentStatus,
    rpc.queueLoads,
    rpc.agentLoads,
    rpc.heldUnits,
    rpc.heldCapacity,
    rpc.signIn,
    rpc.changePassword,
    rpc.renewSignIn,
    rpc.endSignIn,
    rpc.ownSecondFactor,
    rpc.agentNames,
  ],
};

/** The question that every service answers to those who follow its facts: publish again what was missed. */
const republishVerb = 'republish';

type Question = Pick<rpc.Rpc, 'service' | 'verb'>;

/** Whom a service asks, and what: its own questions, and one to the producer of each family that it follows. */
export function questionsOf(asker: ServiceName): readonly Question[] {
  const producers = new Set(followed[asker].map(({ producer }) => producer));
  return [...asked[asker], ...[...producers].map((service) => ({ service, verb: republishVerb }))];
}
