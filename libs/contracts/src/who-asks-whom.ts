import type { Followed } from './durables';
import { agentSession } from './facts/agent-session';
import { deadline } from './facts/deadline';
import type { Family, ServiceName } from './facts/family';
import { presence } from './facts/presence';
import { reconnection } from './facts/reconnection';
import { routing } from './facts/routing';
import { session } from './facts/session';
import { account, agent, quickReply, widget, workstream } from './facts/settings';
import * as rpc from './rpc';

/** The facts that each service acts on. Its durable consumers and its rights in NATS are derived from this alone. */
export const followed: Readonly<Record<ServiceName, readonly Followed[]>> = {
  config: [],
  routing: [
    follow(session, 'ConversationStarted', 'ConversationDeleted'),
    follow(agentSession),
    follow(
      reconnection,
      'ReconnectionWindowOpened',
      'ReconnectAccepted',
      'ReconnectExpired',
      'ConversationSealed',
    ),
    follow(deadline),
    follow(workstream),
    follow(agent),
  ],
  'reconnection-timer': [
    follow(session, 'CustomerDisconnected', 'ConversationDeleted'),
    follow(agentSession),
    follow(routing, 'ConversationWrappedUp', 'ConversationClosed'),
  ],
  'session-gateway': [
    follow(agentSession, 'AgentConnected', 'AgentDisconnected'),
    follow(
      reconnection,
      'ReconnectionWindowExtended',
      'ReconnectAccepted',
      'ReconnectExpired',
      'ConversationSealed',
    ),
    follow(
      routing,
      'ConversationQueued',
      'ConversationOffered',
      'OfferEnded',
      'AgentAssigned',
      'CapacityHeld',
      'CapacityResumed',
      'CapacityReleased',
      'ConversationRequeued',
      'ConversationWrappedUp',
      'ConversationClosed',
    ),
    follow(presence),
    follow(widget),
    follow(workstream),
    follow(agent),
    follow(quickReply),
    follow(account),
  ],
};

/** Without kinds, the service follows all kinds of the family. */
function follow<F extends Family>(family: F, ...kinds: (keyof F['facts'] & string)[]): Followed {
  return { family, kinds: kinds.length > 0 ? kinds : Object.keys(family.facts) };
}

/** The requests that each service sends, to itself or to another service. */
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
    rpc.acceptOffer,
    rpc.declineOffer,
    rpc.assign,
    rpc.closeConversation,
    rpc.setPresence,
    rpc.forceOffline,
    rpc.agentStatus,
    rpc.agentStandings,
    rpc.queueLoads,
    rpc.availableAgents,
    rpc.queueFronts,
    rpc.agentLoads,
    rpc.heldUnits,
    rpc.conversationSlots,
    rpc.heldCapacity,
    rpc.signIn,
    rpc.signInOptions,
    rpc.redeemSignInCode,
    rpc.changePassword,
    rpc.renewSignIn,
    rpc.endSignIn,
    rpc.ownSecondFactor,
    rpc.agentNames,
    rpc.findAgents,
  ],
};

/** The request that every producer accepts from the services that follow its facts: publish missing facts again. */
const republishVerb = 'republish';

type Question = Pick<rpc.Rpc, 'service' | 'verb'>;

/** All requests that a service may send: its own, and `republish` to the producer of each family that it follows. */
export function questionsOf(asker: ServiceName): readonly Question[] {
  const producers = new Set(followed[asker].map(({ family }) => family.producer));
  return [...asked[asker], ...[...producers].map((service) => ({ service, verb: republishVerb }))];
}
