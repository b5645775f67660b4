import { gatewayRoutes } from '@rejoin/contracts';
import { openApiOf } from '@rejoin/service';

/** Returns the OpenAPI 3.1 document of a gateway's HTTP routes. */
export function gatewayOpenApi(): object {
  return openApiOf(Object.values(gatewayRoutes), {
    title: 'Rejoin session gateway',
    description:
      'What pages of customers, desks, supervisors and other systems ask of a gateway over HTTP. Every gateway ' +
      'answers alike, except for a connection over HTTP (`/v1/chat/...`), which only the one has that opened it. ' +
      'The WebSockets `/v1/chat` and `/v1/desk` are described in the AsyncAPI document of the frames. ' +
      'When a customer is too late to reconnect, the problem has the Redirect URL of the chat widget as `redirectUrl`.',
    server: 'The gateway that serves this document.',
    tags,
    tokenUrl: 'https://config.example/oauth/token',
  });
}

/** The tags of the routes, by the first segment of their path. */
const tags: Readonly<Record<string, string>> = {
  chat: 'A connection of a customer over HTTP, where no WebSocket passes.',
  widgets: 'The settings of a chat widget, and reconnecting by link or prompt.',
  'sign-in': 'Signing in with a password, and renewing a sign-in.',
  'sign-out': 'Ending a sign-in.',
  me: 'The signed-in account: password, second factor and own quick replies.',
  conversations: 'Conversations and their transcripts.',
  history: 'Closed conversations, for agents, supervisors and their systems.',
  customers: 'What is stored about a customer, its erasure, and who has accessed data of customers.',
  supervisor:
    'Open windows, queues, agents, ongoing conversations, reports and alerts, and what supervisors can do.',
  'openapi.json': 'This document.',
};
