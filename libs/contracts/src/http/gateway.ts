import { z } from 'zod';
import { Conversations, ConversationsPage } from '../conversations';
import {
  chatHttp,
  Claimed,
  Connected,
  customerHttp,
  Polled,
  PublicWidget,
  Reconnectable,
} from '../frames/customer';
import { maxPage, NextCursor, Page } from '../paging';
import { Entry } from '../frames/entry';
import { boundedMap, Seq } from '../primitives';
import type { RefusalName } from '../refusals';
import { OwnPassword, signIn } from '../rpc';
import { SecondFactor, secondFactorHttp } from '../second-factor';
import { Role } from '../settings';
import { AgentLoads, DayFigures, OpenWindows, Queues, supervisorHttp } from '../supervisor';
import type { Route } from './route';

const everyRole: readonly Role[] = Role.options;
const supervisors: readonly Role[] = ['supervisor', 'administrator'];
const Done = z.object({});

/** Why a customer's page may not even ask. */
const page = ['invalid', 'denied', 'origin-not-allowed'] satisfies RefusalName[];
/** Why a customer is not who the page says. */
const customer = ['sign-in-required', 'token-invalid', 'too-many'] satisfies RefusalName[];
/** Why a conversation cannot be returned to. */
const late = [
  'window-expired',
  'conversation-ended',
  'reconnection-off',
  'superseded',
] satisfies RefusalName[];

/** A connection over HTTP, in place of the WebSocket `/v1/chat`. */
const chat = {
  openChat: {
    method: 'POST',
    path: '/v1/chat/open',
    summary: 'Open a connection over HTTP where no WebSocket passes',
    roles: null,
    reply: Connected,
    tagged: false,
    refusals: ['too-many'],
  },
  sendFrames: {
    method: 'POST',
    path: '/v1/chat/send',
    summary: 'Send frames on a connection over HTTP',
    roles: null,
    body: chatHttp.send,
    reply: Done,
    tagged: false,
    refusals: ['invalid', 'not-found', 'other-gateway'],
  },
  pollFrames: {
    method: 'POST',
    path: '/v1/chat/poll',
    summary: 'Wait for frames on a connection over HTTP',
    roles: null,
    body: chatHttp.poll,
    reply: Polled,
    tagged: false,
    refusals: ['invalid', 'not-found', 'other-gateway'],
  },
  closeChat: {
    method: 'POST',
    path: '/v1/chat/close',
    summary: 'Close a connection over HTTP, as a socket that breaks; the conversation goes on',
    roles: null,
    body: chatHttp.close,
    reply: Done,
    tagged: false,
    refusals: ['invalid', 'not-found', 'other-gateway'],
  },
} satisfies Record<string, Route>;

const widgets = {
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
    summary: 'Return by a reconnect link, after a person acted on it; then resume with the same secret',
    roles: null,
    body: customerHttp.redeem,
    reply: Claimed,
    tagged: false,
    refusals: [...page, ...customer, ...late],
  },
  reconnectable: {
    method: 'POST',
    path: '/v1/widgets/:widgetId/reconnectable',
    summary: 'List what a signed-in customer could continue',
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
    summary: 'The hidden frame that keeps one chat for all subdomains of a site; 404 where there is none',
    roles: null,
    reply: z.string().max(10_000),
    tagged: false,
    refusals: [],
    isPage: true,
  },
} satisfies Record<string, Route>;

const account = {
  signIn: {
    method: 'POST',
    path: '/v1/sign-in',
    summary: 'Sign in with a password; the token is good until expiresAt, a sign-in for at most 12 hours',
    roles: null,
    body: signIn.request.omit({ address: true }),
    reply: signIn.reply,
    tagged: false,
    refusals: ['invalid', 'sign-in-failed', 'code-required', 'code-wrong', 'too-many'],
  },
  renew: {
    method: 'POST',
    path: '/v1/sign-in/renew',
    summary: 'A fresh token for a sign-in that is in use; without one it ends when it has been idle',
    roles: everyRole,
    reply: signIn.reply,
    tagged: false,
    refusals: [],
  },
  signOut: {
    method: 'POST',
    path: '/v1/sign-out',
    summary: 'Sign out: ends this sign-in everywhere, and no other of the account',
    roles: everyRole,
    reply: Done,
    tagged: false,
    refusals: [],
  },
  changePassword: {
    method: 'POST',
    path: '/v1/me/password',
    summary: 'Change the password of who is signed in; ends their sign-ins and gives a new one',
    roles: everyRole,
    body: OwnPassword,
    reply: signIn.reply,
    tagged: false,
    refusals: ['invalid', 'password-too-easy', 'sign-in-failed', 'too-many', 'version-conflict'],
  },
  secondFactor: {
    method: 'GET',
    path: '/v1/me/second-factor',
    summary: 'Read whether a code is asked for at sign-in beside the password',
    roles: everyRole,
    reply: SecondFactor,
    tagged: false,
    refusals: [],
  },
  startSecondFactor: {
    method: 'POST',
    path: '/v1/me/second-factor',
    summary: 'Begin with an authenticator app: gives the secret, once; nothing is asked for yet',
    roles: everyRole,
    body: secondFactorHttp.start,
    reply: SecondFactor,
    tagged: false,
    refusals: ['invalid', 'sign-in-failed', 'too-many', 'already-exists'],
  },
  confirmSecondFactor: {
    method: 'POST',
    path: '/v1/me/second-factor/confirm',
    summary: 'Confirm the app by a code, which is asked for from now on; gives the recovery codes, once',
    roles: everyRole,
    body: secondFactorHttp.confirm,
    reply: SecondFactor,
    tagged: false,
    refusals: ['invalid', 'code-wrong', 'too-many', 'already-exists', 'not-found'],
  },
  removeSecondFactor: {
    method: 'POST',
    path: '/v1/me/second-factor/remove',
    summary: 'Ask for no code any more',
    roles: everyRole,
    body: secondFactorHttp.remove,
    reply: SecondFactor,
    tagged: false,
    refusals: ['invalid', 'sign-in-failed', 'code-wrong', 'too-many'],
  },
} satisfies Record<string, Route>;

/** `after` is a seq, and what readers of release 0.1.0 go on by, who do not say how long a page may be. */
const EntriesPage = Page.extend({
  limit: Page.shape.limit.unwrap().default(maxPage).describe('entries of a page, at most'),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('a seq, as release 0.1.0 pages; cursor otherwise'),
});
const Entries = z.object({
  entries: z.array(Entry).max(maxPage),
  nextCursor: NextCursor,
  nextAfter: Seq.nullable().describe('the seq behind which the next page begins, as release 0.1.0 pages'),
});
export type Entries = z.infer<typeof Entries>;

const conversations = {
  conversations: {
    method: 'GET',
    path: '/v1/conversations',
    summary: 'List conversations as they stand, with the versions of the facts that they hold',
    roles: supervisors,
    scope: 'conversations:read',
    query: ConversationsPage,
    reply: Conversations,
    tagged: false,
    refusals: ['invalid'],
  },
  entries: {
    method: 'GET',
    path: '/v1/conversations/:conversationId/entries',
    summary: 'Read a transcript; who read it is written down',
    roles: supervisors,
    scope: 'conversations:read',
    query: EntriesPage,
    reply: Entries,
    tagged: false,
    refusals: ['invalid', 'not-found'],
  },
} satisfies Record<string, Route>;

/** What a supervisor's act can be refused by, beside its own reasons. */
const rescue = ['invalid', 'not-your-conversation', 'conversation-ended'] satisfies RefusalName[];

const supervisor = {
  windows: {
    method: 'GET',
    path: '/v1/supervisor/windows',
    summary: 'List the windows that run, the nearest deadline first',
    roles: supervisors,
    scope: 'windows:read',
    query: supervisorHttp.windows,
    reply: OpenWindows,
    tagged: false,
    refusals: ['invalid'],
  },
  queues: {
    method: 'GET',
    path: '/v1/supervisor/queues',
    summary: 'Read how many conversations wait in each workstream',
    roles: supervisors,
    scope: 'windows:read',
    reply: Queues,
    tagged: false,
    refusals: [],
  },
  agents: {
    method: 'GET',
    path: '/v1/supervisor/agents',
    summary: 'List agents with their presence and what they have to do',
    roles: supervisors,
    scope: 'windows:read',
    query: supervisorHttp.agents,
    reply: AgentLoads,
    tagged: false,
    refusals: ['invalid'],
  },
  figures: {
    method: 'GET',
    path: '/v1/supervisor/workstreams/:workstreamId/figures',
    summary: 'Read the figures of a day of a workstream',
    roles: supervisors,
    scope: 'figures:read',
    query: supervisorHttp.figures,
    reply: DayFigures,
    tagged: false,
    refusals: ['invalid', 'not-found'],
  },
  extendTime: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/extend',
    summary: 'Give a customer more time to come back',
    roles: supervisors,
    body: supervisorHttp.extend,
    reply: Done,
    tagged: false,
    refusals: [...rescue, 'no-window', 'no-extension-left'],
  },
  giveUp: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/give-up',
    summary: 'Give up waiting for a customer who is away',
    roles: supervisors,
    body: supervisorHttp.giveUp,
    reply: Done,
    tagged: false,
    refusals: [...rescue, 'no-window'],
  },
  transfer: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/transfer',
    summary: 'Hand a conversation over to an agent',
    roles: supervisors,
    body: supervisorHttp.transfer,
    reply: Done,
    tagged: false,
    refusals: [...rescue, 'not-active', 'agent-unavailable', 'no-free-capacity'],
  },
} satisfies Record<string, Route>;

/** The OpenAPI document of the service that serves it. */
export const openApiRoute = {
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document',
  roles: null,
  reply: boundedMap(z.string().max(100), z.unknown(), 20),
  tagged: false,
  refusals: ['not-found'],
} satisfies Route;

/** Every operation of a gateway over HTTP, by name. Its sockets are in the frames. */
export const gatewayRoutes = {
  ...chat,
  ...widgets,
  ...account,
  ...conversations,
  ...supervisor,
  openApi: openApiRoute,
} satisfies Record<string, Route>;
