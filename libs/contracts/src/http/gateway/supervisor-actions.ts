import { ongoingHttp } from '../../ongoing';
import { RevokedLinks, supervisorHttp } from '../../supervisor';
import type { Route } from '../route';
import { Done, supervisorActionRefusals, supervisors } from './shared';

export const supervisorActionRoutes = {
  extendTime: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/extend',
    summary: 'Extend the time limit of a customer',
    roles: supervisors,
    body: supervisorHttp.extend,
    reply: Done,
    tagged: false,
    refusals: [...supervisorActionRefusals, 'no-window', 'no-extension-left'],
  },
  giveUp: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/give-up',
    summary: 'Stop waiting for a disconnected customer',
    roles: supervisors,
    body: supervisorHttp.giveUp,
    reply: Done,
    tagged: false,
    refusals: [...supervisorActionRefusals, 'no-window'],
  },
  revokeLinks: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/revoke-links',
    summary: 'Make the reconnect links of a conversation that were not used yet invalid',
    roles: supervisors,
    body: supervisorHttp.revokeLinks,
    reply: RevokedLinks,
    tagged: false,
    refusals: ['invalid', 'not-your-conversation'],
  },
  transfer: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/transfer',
    summary: 'Transfer a conversation to an agent',
    roles: supervisors,
    body: supervisorHttp.transfer,
    reply: Done,
    tagged: false,
    refusals: [...supervisorActionRefusals, 'not-active', 'agent-unavailable', 'no-free-capacity'],
  },
  assign: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/assign',
    summary: 'Assign a conversation that waits in the queue to an agent',
    roles: supervisors,
    body: ongoingHttp.assign,
    reply: Done,
    tagged: false,
    refusals: [...supervisorActionRefusals, 'not-open', 'agent-unavailable', 'no-free-capacity'],
  },
  forceOffline: {
    method: 'POST',
    path: '/v1/supervisor/agents/:agentId/force-offline',
    summary: 'Set the presence of an agent to offline; the agent keeps the conversations',
    roles: supervisors,
    body: ongoingHttp.forceOffline,
    reply: Done,
    tagged: false,
    refusals: ['invalid', 'agent-unavailable'],
  },
} satisfies Record<string, Route>;
