import { z } from 'zod';
import { Alerts, SetThresholds, StoredThresholds } from '../alerts';
import { Blocks, blocksHttp, BlockTerms } from '../blocks';
import { ClosingChoices } from '../closing';
import { Conversations, ConversationsPage } from '../conversations';
import {
  AccessLog,
  AccessLogQuery,
  CustomerConversations,
  customersHttp,
  ErasedCustomer,
} from '../customers';
import {
  chatHttp,
  Claimed,
  Connected,
  customerHttp,
  Polled,
  PublicWidget,
  Reconnectable,
} from '../frames/customer';
import { History, HistoryFilters, HistorySearch, PastTranscript } from '../history';
import { Monitored, Monitoring, OngoingConversations, ongoingHttp, OngoingSearch } from '../ongoing';
import { maxPage, NextCursor, Page } from '../paging';
import { Entry } from '../frames/entry';
import { boundedMap, Seq } from '../primitives';
import type { RefusalName } from '../refusals';
import { Report, ReportQuery } from '../report';
import { OwnPassword, redeemSignInCode, signIn, SignInOptions } from '../rpc';
import { SecondFactor, secondFactorHttp } from '../second-factor';
import { OwnQuickReplies, OwnQuickReply, ownQuickRepliesHttp } from '../own-quick-replies';
import { Role } from '../settings';
import { AgentLoads, DayFigures, OpenWindows, Queues, RevokedLinks, supervisorHttp } from '../supervisor';
import type { Route } from './route';

const everyRole: readonly Role[] = Role.options;
const supervisors: readonly Role[] = ['supervisor', 'administrator'];
const administrators: readonly Role[] = ['administrator'];
const Done = z.object({});

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

/** A connection over HTTP, instead of the WebSocket `/v1/chat`. */
const chat = {
  openChat: {
    method: 'POST',
    path: '/v1/chat/open',
    summary: 'Open a connection over HTTP when WebSocket is not available',
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
    summary: 'Close a connection over HTTP; the conversation continues',
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

const account = {
  signIn: {
    method: 'POST',
    path: '/v1/sign-in',
    summary:
      'Sign in with a password; the token is valid until expiresAt, and a sign-in for at most 12 hours',
    roles: null,
    body: signIn.request.omit({ address: true }),
    reply: signIn.reply,
    tagged: false,
    refusals: ['invalid', 'sign-in-failed', 'passwords-off', 'code-required', 'code-wrong', 'too-many'],
  },
  signInOptions: {
    method: 'GET',
    path: '/v1/sign-in/options',
    summary: 'Read how people can sign in: with a password, and with which identity providers',
    roles: null,
    reply: SignInOptions,
    tagged: false,
    refusals: ['too-many'],
  },
  redeemSignInCode: {
    method: 'POST',
    path: '/v1/sign-in/code',
    summary: 'Exchange the code of a sign-in with an identity provider for a token, once',
    roles: null,
    body: redeemSignInCode.request.omit({ address: true }),
    reply: signIn.reply,
    tagged: false,
    refusals: ['invalid', 'sign-in-interrupted', 'account-inactive', 'too-many'],
  },
  renew: {
    method: 'POST',
    path: '/v1/sign-in/renew',
    summary: 'Get a new token for a sign-in that is in use; a sign-in that is not renewed expires',
    roles: everyRole,
    reply: signIn.reply,
    tagged: false,
    refusals: [],
  },
  signOut: {
    method: 'POST',
    path: '/v1/sign-out',
    summary: 'Sign out: end this sign-in everywhere; other sign-ins of the account stay valid',
    roles: everyRole,
    reply: Done,
    tagged: false,
    refusals: [],
  },
  changePassword: {
    method: 'POST',
    path: '/v1/me/password',
    summary: 'Change your password; ends all your sign-ins and starts a new one',
    roles: everyRole,
    body: OwnPassword,
    reply: signIn.reply,
    tagged: false,
    refusals: ['invalid', 'password-too-easy', 'sign-in-failed', 'too-many', 'version-conflict'],
  },
  secondFactor: {
    method: 'GET',
    path: '/v1/me/second-factor',
    summary: 'Read whether your account requires a code at sign-in',
    roles: everyRole,
    reply: SecondFactor,
    tagged: false,
    refusals: [],
  },
  startSecondFactor: {
    method: 'POST',
    path: '/v1/me/second-factor',
    summary: 'Start the setup of an authenticator app; returns the secret, once',
    roles: everyRole,
    body: secondFactorHttp.start,
    reply: SecondFactor,
    tagged: false,
    refusals: ['invalid', 'sign-in-failed', 'too-many', 'already-exists'],
  },
  confirmSecondFactor: {
    method: 'POST',
    path: '/v1/me/second-factor/confirm',
    summary:
      'Confirm the authenticator app with a code; from now on codes are required; returns the recovery codes, once',
    roles: everyRole,
    body: secondFactorHttp.confirm,
    reply: SecondFactor,
    tagged: false,
    refusals: ['invalid', 'code-wrong', 'too-many', 'already-exists', 'not-found'],
  },
  removeSecondFactor: {
    method: 'POST',
    path: '/v1/me/second-factor/remove',
    summary: 'Remove the second factor of your account',
    roles: everyRole,
    body: secondFactorHttp.remove,
    reply: SecondFactor,
    tagged: false,
    refusals: ['invalid', 'sign-in-failed', 'code-wrong', 'too-many'],
  },
} satisfies Record<string, Route>;

/** Release 0.1.0 pages by `after`, a seq, and without `limit`. */
const EntriesPage = Page.extend({
  limit: Page.shape.limit.unwrap().default(maxPage).describe('the maximum number of entries on the page'),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('a seq, for clients of release 0.1.0; others use cursor'),
});
const Entries = z.object({
  entries: z.array(Entry).max(maxPage),
  nextCursor: NextCursor,
  nextAfter: Seq.nullable().describe(
    'the seq after which the next page begins, for clients of release 0.1.0',
  ),
});
export type Entries = z.infer<typeof Entries>;

const conversations = {
  conversations: {
    method: 'GET',
    path: '/v1/conversations',
    summary: 'List conversations in their current state, with the versions of the facts that it includes',
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
    summary: 'Read a transcript; the access is recorded',
    roles: supervisors,
    scope: 'conversations:read',
    query: EntriesPage,
    reply: Entries,
    tagged: false,
    refusals: ['invalid', 'not-found'],
  },
} satisfies Record<string, Route>;

const history = {
  searchHistory: {
    method: 'POST',
    path: '/v1/history/search',
    summary:
      'Find closed conversations: agents those that they served or of their workstreams, others those of the organisation',
    roles: everyRole,
    scope: 'conversations:read',
    body: HistorySearch,
    reply: History,
    tagged: false,
    refusals: ['invalid'],
  },
  historyFilters: {
    method: 'GET',
    path: '/v1/history/filters',
    summary: 'List the workstreams and agents by which the history can be filtered',
    roles: everyRole,
    scope: 'conversations:read',
    reply: HistoryFilters,
    tagged: false,
    refusals: [],
  },
  closingChoices: {
    method: 'GET',
    path: '/v1/history/workstreams/:workstreamId/closing',
    summary: 'Read the dispositions and tags of a workstream; an unknown one has none',
    roles: everyRole,
    scope: 'conversations:read',
    reply: ClosingChoices,
    tagged: false,
    refusals: [],
  },
  pastTranscript: {
    method: 'GET',
    path: '/v1/history/:conversationId/entries',
    summary: 'Read a closed conversation and its transcript; the access is recorded',
    roles: everyRole,
    scope: 'conversations:read',
    query: Page,
    reply: PastTranscript,
    tagged: false,
    refusals: ['invalid', 'not-found'],
  },
} satisfies Record<string, Route>;

/** What agents keep for themselves. The identity of the caller says whose it is. */
const agents: readonly Role[] = ['agent'];
const ownQuickReplies = {
  ownQuickReplies: {
    method: 'GET',
    path: '/v1/me/quick-replies',
    summary: 'List your own quick replies',
    roles: agents,
    reply: OwnQuickReplies,
    tagged: false,
    refusals: [],
  },
  saveOwnQuickReply: {
    method: 'POST',
    path: '/v1/me/quick-replies/:quickReplyId',
    summary: 'Create or replace one of your own quick replies; the ID is chosen by the caller',
    roles: agents,
    body: ownQuickRepliesHttp.save,
    reply: OwnQuickReply,
    tagged: false,
    refusals: ['invalid', 'too-many'],
  },
  removeOwnQuickReply: {
    method: 'POST',
    path: '/v1/me/quick-replies/:quickReplyId/remove',
    summary: 'Delete one of your own quick replies; one that does not exist changes nothing',
    roles: agents,
    body: ownQuickRepliesHttp.remove,
    reply: Done,
    tagged: false,
    refusals: ['invalid'],
  },
} satisfies Record<string, Route>;

const customers = {
  customerConversations: {
    method: 'POST',
    path: '/v1/customers/conversations',
    summary: 'List what is stored about a customer; the access is recorded',
    roles: administrators,
    body: customersHttp.list,
    reply: CustomerConversations,
    tagged: false,
    refusals: ['invalid'],
  },
  eraseCustomer: {
    method: 'POST',
    path: '/v1/customers/erase',
    summary:
      'Erase the texts, names, contexts and identity of a customer, some conversations at a time; recorded',
    roles: administrators,
    body: customersHttp.erase,
    reply: ErasedCustomer,
    tagged: false,
    refusals: ['invalid', 'conversation-open'],
  },
  accessLog: {
    method: 'GET',
    path: '/v1/customers/access-log',
    summary: 'List who read, searched, exported and erased data of customers',
    roles: administrators,
    query: AccessLogQuery,
    reply: AccessLog,
    tagged: false,
    refusals: ['invalid'],
  },
} satisfies Record<string, Route>;

/** Refusals that all actions of a supervisor have in common. */
const rescue = ['invalid', 'not-your-conversation', 'conversation-ended'] satisfies RefusalName[];

const supervisor = {
  windows: {
    method: 'GET',
    path: '/v1/supervisor/windows',
    summary: 'List the open reconnect windows, the nearest deadline first',
    roles: supervisors,
    scope: 'windows:read',
    query: supervisorHttp.windows,
    reply: OpenWindows,
    tagged: false,
    refusals: ['invalid'],
  },
  ongoing: {
    method: 'POST',
    path: '/v1/supervisor/conversations/search',
    summary: 'List the conversations that are not closed, with filters',
    roles: supervisors,
    scope: 'conversations:read',
    body: OngoingSearch,
    reply: OngoingConversations,
    tagged: false,
    refusals: ['invalid'],
  },
  monitor: {
    method: 'GET',
    path: '/v1/supervisor/conversations/:conversationId',
    summary: 'Follow a conversation: its state, and the entries after a seq; the access is recorded',
    roles: supervisors,
    scope: 'conversations:read',
    query: Monitoring,
    reply: Monitored,
    tagged: false,
    refusals: ['invalid', 'not-found'],
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
    summary: 'List agents with their presence and load',
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
    summary: 'Read the daily report of a workstream',
    roles: supervisors,
    scope: 'figures:read',
    query: supervisorHttp.figures,
    reply: DayFigures,
    tagged: false,
    refusals: ['invalid', 'not-found'],
  },
  report: {
    method: 'GET',
    path: '/v1/supervisor/report',
    summary: 'Read the report of a workstream or of all, for up to 92 days, with the period before',
    roles: supervisors,
    scope: 'figures:read',
    query: ReportQuery,
    reply: Report,
    tagged: false,
    refusals: ['invalid', 'not-found', 'too-many'],
  },
  alerts: {
    method: 'GET',
    path: '/v1/supervisor/alerts',
    summary: 'List the thresholds that are crossed now',
    roles: supervisors,
    scope: 'windows:read',
    reply: Alerts,
    tagged: false,
    refusals: [],
  },
  alertThresholds: {
    method: 'GET',
    path: '/v1/supervisor/workstreams/:workstreamId/alert-thresholds',
    summary: 'Read from which values on a workstream raises alerts',
    roles: supervisors,
    reply: StoredThresholds,
    tagged: false,
    refusals: ['invalid', 'not-found'],
  },
  setAlertThresholds: {
    method: 'POST',
    path: '/v1/supervisor/workstreams/:workstreamId/alert-thresholds',
    summary: 'Set from which values on a workstream raises alerts, for all supervisors',
    roles: supervisors,
    body: SetThresholds,
    reply: StoredThresholds,
    tagged: false,
    refusals: ['invalid', 'not-found', 'version-conflict'],
  },
  extendTime: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/extend',
    summary: 'Extend the time limit of a customer',
    roles: supervisors,
    body: supervisorHttp.extend,
    reply: Done,
    tagged: false,
    refusals: [...rescue, 'no-window', 'no-extension-left'],
  },
  giveUp: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/give-up',
    summary: 'Stop waiting for a disconnected customer',
    roles: supervisors,
    body: supervisorHttp.giveUp,
    reply: Done,
    tagged: false,
    refusals: [...rescue, 'no-window'],
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
    refusals: [...rescue, 'not-active', 'agent-unavailable', 'no-free-capacity'],
  },
  assign: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/assign',
    summary: 'Assign a conversation that waits in the queue to an agent',
    roles: supervisors,
    body: ongoingHttp.assign,
    reply: Done,
    tagged: false,
    refusals: [...rescue, 'not-open', 'agent-unavailable', 'no-free-capacity'],
  },
  blockCustomer: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/block',
    summary: 'Block the customer of a conversation: ends it, and refuses new ones; recorded',
    roles: supervisors,
    body: BlockTerms,
    reply: Done,
    tagged: false,
    refusals: [...rescue, 'too-many'],
  },
  blocks: {
    method: 'GET',
    path: '/v1/supervisor/blocks',
    summary: 'List the customers who are blocked',
    roles: supervisors,
    query: Page,
    reply: Blocks,
    tagged: false,
    refusals: ['invalid'],
  },
  unblock: {
    method: 'POST',
    path: '/v1/supervisor/blocks/:blockId/remove',
    summary: 'Unblock a customer; a block that does not exist changes nothing; recorded',
    roles: supervisors,
    body: blocksHttp.unblock,
    reply: Done,
    tagged: false,
    refusals: ['invalid'],
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

/** The OpenAPI document of the service. */
export const openApiRoute = {
  method: 'GET',
  path: '/openapi.json',
  summary: 'Read this document',
  roles: null,
  reply: boundedMap(z.string().max(100), z.unknown(), 20),
  tagged: false,
  refusals: ['not-found'],
} satisfies Route;

/** Every HTTP operation of a gateway, by name. The frames of its sockets are declared in `frames`. */
export const gatewayRoutes = {
  ...chat,
  ...widgets,
  ...account,
  ...conversations,
  ...history,
  ...ownQuickReplies,
  ...customers,
  ...supervisor,
  openApi: openApiRoute,
} satisfies Record<string, Route>;
