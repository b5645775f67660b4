import * as socketPaths from '../../socket-paths';
import { chatHttp, Connected, Polled } from '../../frames/customer';
import type { Route } from '../route';
import { Done } from './shared';

/** A connection over HTTP, instead of the WebSocket `/v1/chat`. */
export const chatRoutes = {
  openChat: {
    method: 'POST',
    path: `${socketPaths.chat}/open`,
    summary: 'Open a connection over HTTP when WebSocket is not available',
    roles: null,
    reply: Connected,
    tagged: false,
    refusals: ['too-many'],
  },
  sendFrames: {
    method: 'POST',
    path: `${socketPaths.chat}/send`,
    summary: 'Send frames on a connection over HTTP',
    roles: null,
    body: chatHttp.send,
    reply: Done,
    tagged: false,
    refusals: ['invalid', 'not-found', 'other-gateway'],
  },
  pollFrames: {
    method: 'POST',
    path: `${socketPaths.chat}/poll`,
    summary: 'Wait for frames on a connection over HTTP',
    roles: null,
    body: chatHttp.poll,
    reply: Polled,
    tagged: false,
    refusals: ['invalid', 'not-found', 'other-gateway'],
  },
  closeChat: {
    method: 'POST',
    path: `${socketPaths.chat}/close`,
    summary: 'Close a connection over HTTP; the conversation continues',
    roles: null,
    body: chatHttp.close,
    reply: Done,
    tagged: false,
    refusals: ['invalid', 'not-found', 'other-gateway'],
  },
} satisfies Record<string, Route>;
