import { agentNames, findAgents } from './names';
import { changePassword, ownSecondFactor } from './own-account';
import { extendWindow, openWindows, requestReconnect, seal, windowFigures } from './reconnection-timer';
import { republish } from './republish';
import { agentLoads, agentStandings, agentStatus, forceOffline, setPresence } from './routing-agents';
import {
  acceptOffer,
  assign,
  closeConversation,
  closeTab,
  conversationSlots,
  declineOffer,
  heldUnits,
  pick,
  release,
  transfer,
} from './routing-conversations';
import { availableAgents, heldCapacity, queueFronts, queueLoads } from './routing-queues';
import { endSignIn, redeemSignInCode, renewSignIn, signIn, signInOptions } from './sign-in';

export { type Rpc, rpcSubject } from './rpc';
export * from './reconnection-timer';
export * from './routing-conversations';
export * from './routing-agents';
export * from './routing-queues';
export * from './sign-in';
export * from './own-account';
export * from './names';
export * from './republish';

/** All requests, by the name with which code refers to them. */
export const rpcs = {
  republishByConfig: republish.config,
  republishBySessionGateway: republish['session-gateway'],
  republishByReconnectionTimer: republish['reconnection-timer'],
  republishByRouting: republish.routing,
  requestReconnect,
  extendWindow,
  seal,
  openWindows,
  windowFigures,
  closeTab,
  release,
  transfer,
  pick,
  acceptOffer,
  declineOffer,
  assign,
  closeConversation,
  setPresence,
  forceOffline,
  agentStatus,
  agentStandings,
  queueLoads,
  availableAgents,
  queueFronts,
  agentLoads,
  heldUnits,
  conversationSlots,
  heldCapacity,
  signIn,
  signInOptions,
  redeemSignInCode,
  changePassword,
  renewSignIn,
  endSignIn,
  ownSecondFactor,
  agentNames,
  findAgents,
};
