import { z } from 'zod';
import { Claimed, customerHttp, PublicWidget, Reconnectable } from '../../frames/customer';
import type { RefusalName } from '../../refusals';
import type { Route } from '../route';

/** Refusals that depend on the page. */
const page = ['invalid', 'denied', 'origin-not-allowed'] satisfies RefusalName[];
/** Refusals that depend on who the customer is. */
const customer = ['sign-in-required', 'token-invalid', 'too-many'] satisfies RefusalName[];
/** Refusals of a customer who cannot reconnect. */
const late = [
  'window-expired',
  'conversation-ended',
  'reconnection-off',
  'superseded',
] satisfies RefusalName[];

export const widgetRoutes = {
  widget: {
    method: 'GET',
    path: '/v1/widgets/:widgetId',
    summary: 'Read what a page needs to show the chat widget',
    roles: null,
    reply: PublicWidget,
    tagged: false,
    refusals: ['denied', 'widget-inactive', 'origin-not-allowed'],
  },
  redeem: {
    method: 'POST',
    path: '/v1/widgets/:widgetId/redeem',
    summary: 'Reconnect with a link, after the customer has confirmed; then resume with the same secret',
    roles: null,
    body: customerHttp.redeem,
    reply: Claimed,
    tagged: false,
    refusals: [...page, ...customer, ...late],
  },
  reconnectable: {
    method: 'POST',
    path: '/v1/widgets/:widgetId/reconnectable',
    summary: 'List the conversations that a signed-in customer can continue',
    roles: null,
    body: customerHttp.reconnectable,
    reply: Reconnectable,
    tagged: false,
    refusals: [...page, ...customer],
  },
  continue: {
    method: 'POST',
    path: '/v1/widgets/:widgetId/continue',
    summary: 'Continue a conversation of a signed-in customer; then resume with the same secret',
    roles: null,
    body: customerHttp.continue,
    reply: Claimed,
    tagged: false,
    refusals: [...page, ...customer, ...late],
  },
  widgetFrame: {
    method: 'GET',
    path: '/v1/widgets/:widgetId/frame',
    summary:
      'Read the hidden frame that shares a chat across the subdomains of a site; 404 if the widget has none',
    roles: null,
    reply: z.string().max(10_000),
    tagged: false,
    refusals: [],
    isPage: true,
  },
  tryWidget: {
    method: 'GET',
    path: '/v1/widgets/:widgetId/try',
    summary:
      'Read the page on which administrators try a chat widget; 404 without a token of the service config',
    roles: null,
    query: z.object({ token: z.string().min(1).max(2000).optional().describe('absent: the cookie has it') }),
    reply: z.string().max(10_000),
    tagged: false,
    refusals: ['invalid'],
    isPage: true,
  },
} satisfies Record<string, Route>;
