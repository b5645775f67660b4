import * as closeCodes from './close-codes';
import * as pageLimits from './page-limits';

/** A rate limit: a burst, and a number per second in the long run. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What is limited, its unit, and what happens beyond the limit. `setting`: the environment variable that changes it. */
interface Limit<Value> {
  readonly value: Value;
  readonly what: string;
  readonly unit: string;
  readonly beyond: string;
  readonly setting?: string;
}

const kibibyte = 1024;
const mebibyte = kibibyte * kibibyte;

const bytes = (value: number, what: string, beyond: string) => ({ value, what, unit: 'bytes', beyond });
const seconds = (value: number, what: string, beyond: string) => ({ value, what, unit: 's', beyond });
const count = (value: number, what: string, beyond: string, unit = '') => ({ value, what, unit, beyond });
const rate = (perMinute: number, burst: number, what: string, beyond: string) => ({
  value: { perSecond: perMinute / 60, burst },
  what,
  unit: 'rate',
  beyond,
});

const closed = (code: keyof typeof closeCodes) => `close code ${closeCodes[code]}`;

const tooMany = '`too-many`';
const closedTooMany = `${tooMany}, ${closed('tooMany')}`;
const closedTooLarge = `\`too-large\`, ${closed('tooLarge')}`;

/** Limits of connections of customers and agents: WebSockets, and connections over HTTP. */
export const socketLimits = {
  frameBytes: bytes(pageLimits.frameBytes, 'a frame', closedTooLarge),
  readBytes: bytes(256 * kibibyte, 'a frame that gets a reply', closed('tooLarge')),
  firstFrameOfCustomerBytes: bytes(24 * kibibyte, 'the first frame of a customer', closedTooLarge),
  firstFrameOfDeskBytes: bytes(64 * kibibyte, 'the first frame of a desk', closedTooLarge),
  firstFrameSeconds: seconds(10, 'from the connection to the first frame', closed('silent')),
  textUnits: count(pageLimits.messageUnits, 'the text of a message', '`message-too-long`', 'UTF-16 units'),
  messages: rate(100, 30, 'messages of a customer, at one gateway', tooMany),
  pages: rate(15, 5, 'pages that a customer reports, at one gateway', tooMany),
  visitedPages: count(5, 'pages of a customer that agents see', 'the oldest: removed', 'pages'),
  requests: rate(600, 100, 'requests of a connection', tooMany),
  unansweredRequests: count(200, 'unanswered requests of a connection', tooMany),
  connections: count(10, 'connections of one customer, and desks of one agent', closedTooMany),
  handshakes: rate(60_000, 10_000, 'new connections at one gateway', 'HTTP 429'),
  handshakesOfAddress: rate(12_000, 5_000, 'new connections of an address, at one gateway', 'HTTP 429'),
  silentSockets: {
    ...count(
      200,
      'connections of an address without a first frame',
      `the oldest: ${tooMany}, ${closeCodes.tooMany}`,
    ),
    setting: 'REJOIN_SILENT_SOCKETS_PER_ADDRESS',
  },
  startsOfAddress: {
    ...rate(120, 100, 'anonymous starts of an address, at one gateway', closedTooMany),
    setting: 'REJOIN_STARTS_PER_ADDRESS',
  },
  startsOfWidget: {
    ...rate(3_000, 3_000, 'anonymous starts of a chat widget, at one gateway', closedTooMany),
    setting: 'REJOIN_STARTS_PER_WIDGET',
  },
  failuresOfAddress: {
    ...rate(
      60,
      100,
      'wrong secrets, links and tokens of an address, at one gateway',
      '`too-many` in place of `denied`, `token-invalid`, `origin-not-allowed`',
    ),
    setting: 'REJOIN_FAILURES_PER_ADDRESS',
  },
  pingSeconds: seconds(15, 'without a frame until the gateway sends a ping', 'a ping'),
  pongSeconds: seconds(10, 'from a ping to its pong', 'the connection is closed'),
  stuckSeconds: seconds(60, 'a client reads none of the waiting data', 'the connection is closed; `resume`'),
  unreadBytes: bytes(
    32 * mebibyte,
    'data that waits to be read by a client',
    'the connection is closed; `resume`',
  ),
  bindSeconds: seconds(
    10,
    'from `redeem` or `continue` until `resume`',
    'the customer is disconnected again',
  ),
  entriesOfPage: count(200, 'entries of a page of a transcript', 'another page', 'entries'),
  entriesOfPageBytes: bytes(64 * kibibyte, 'text of a page of a transcript', 'another page'),
  linksInText: count(5, 'reconnect links in one message', 'the slug stays as it is'),
  queueOfDesk: count(100, 'waiting conversations that a desk lists', 'not listed'),
  queuePlaces: count(200, 'exact positions in a queue', '`orLater`'),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of every HTTP interface. */
export const httpLimits = {
  bodyBytes: bytes(256 * kibibyte, 'the body of a request', '`too-large`, 413'),
  headersSeconds: seconds(10, 'until the headers of a request are complete', '408'),
  requestSeconds: {
    ...seconds(20, 'until a request is complete', '408'),
    setting: 'REJOIN_REQUEST_SECONDS',
  },
  unfinishedBodies: count(1_000, 'requests with unfinished bodies, at one process', 'the oldest: 429'),
  unfinishedBodiesOfAddress: count(100, 'requests with unfinished bodies of an address', 'the oldest: 429'),
  pageItems: count(
    200,
    'items on a page of a list (`limit`; the default is 50, for entries 200)',
    '`invalid`',
  ),
  pageBytes: bytes(2_000_000, 'the items of a page as JSON', 'the page ends early'),
  supervisorItems: count(
    100,
    "items on a page of the supervisor's lists of windows and agents",
    'another page',
  ),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of the supervisor's list of ongoing conversations. */
export const supervisorLimits = {
  ongoingItems: count(100, 'ongoing conversations on a page', 'another page', 'conversations'),
  counted: count(
    10_000,
    'ongoing conversations that match a filter',
    'neither counted nor listed',
    'conversations',
  ),
  latestEntries: count(100, 'entries with which monitoring begins', 'another request', 'entries'),
  searchUnits: count(pageLimits.supervisorSearchUnits, 'the text of a search', '`invalid`', 'UTF-16 units'),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of what agents keep at the desk. */
export const deskLimits = {
  ownReplies: count(200, 'quick replies of an agent', tooMany, 'quick replies'),
  ownReplyUnits: count(
    pageLimits.ownReplyUnits,
    'the text of a quick reply of an agent',
    '`invalid`',
    'UTF-16 units',
  ),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of the alerts of supervisors. */
export const alertLimits = {
  alerts: count(500, 'alerts at once', 'the latest are shown', 'alerts'),
  workstreams: count(500, 'workstreams with thresholds', 'not checked', 'workstreams'),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of the reports of supervisors. */
export const reportLimits = {
  days: count(pageLimits.reportDays, 'the days of a report', '`invalid`', 'days'),
  agents: count(500, 'agents in a report', 'not listed; they are counted', 'agents'),
  reportsAtOnce: count(4, 'reports at once, per gateway', tooMany),
  seconds: seconds(5, 'counting the conversations of a report', '`unavailable`'),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of the history of closed conversations. */
export const historyLimits = {
  searchUnits: count(pageLimits.historySearchUnits, 'the text of a search', '`invalid`', 'UTF-16 units'),
  searchWords: count(20, 'words of a search', 'ignored', 'words'),
  searchesAtOnce: count(4, 'searches at once, per gateway', tooMany),
  searchedTextBytes: bytes(
    256 * kibibyte,
    'text of a conversation that can be found',
    'not found by a search',
  ),
} satisfies Record<string, Limit<number | Rate>>;

/**
 * Limits of failed sign-ins. The burst is the number of failures that may be outstanding; they expire one by one at the
 * rate. A device that signed in before has its own limit.
 */
export const signInLimits = {
  ofLogin: rate(6, 50, 'failed sign-ins of a username, from all addresses', tooMany),
  ofLoginAndAddress: rate(2, 10, 'failed sign-ins of a username, from one address', tooMany),
  ofAddress: rate(20, 100, 'failed sign-ins from one address', tooMany),
  ofDevice: rate(2, 10, 'failed sign-ins of a username, from a device that signed in before', tooMany),
  ofCodes: rate(60 / 90, 5, 'wrong codes of an account, from one device', tooMany),
  ofOwnPassword: rate(2, 10, 'wrong current passwords when an account changes its password', tooMany),
  ofProviders: rate(60, 100, 'sign-ins with an identity provider that one address begins', tooMany),
  providers: count(10, 'identity providers', 'the service does not start', 'providers'),
  providerSeconds: seconds(8, 'one request to an identity provider', '`provider-unavailable`'),
  providerBytes: bytes(512 * 1024, 'one answer of an identity provider', '`provider-unavailable`'),
  providerMinutes: count(
    10,
    'how long a sign-in with an identity provider may take',
    '`sign-in-interrupted`',
    'minutes',
  ),
  codeSeconds: seconds(
    60,
    'how long a page may take to exchange the code of a sign-in with an identity provider',
    '`sign-in-interrupted`',
  ),
  idleHours: {
    ...count(4, 'a sign-in that is not used', '`sign-in-expired`', 'h'),
    setting: 'REJOIN_SIGN_IN_IDLE_HOURS',
  },
  longestHours: count(12, 'a sign-in, after its password', '`sign-in-expired`', 'h'),
  passwordCharacters: count(10, 'a password, at least', '`invalid`', 'characters'),
  tryMinutes: count(60, 'the try page of a chat widget, after it was opened', 'the page says so', 'minutes'),
  setupTokenHours: count(24, 'the setup token for the first administrator', '`denied`', 'h'),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of settings. */
export const settingsLimits = {
  copiedResources: count(
    1_000,
    'chat widgets, quick replies and agents of a workstream that is copied, of each kind',
    tooMany,
  ),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of the audit log. */
export const auditLimits = {
  exportedEntries: count(
    50_000,
    'changes in an exported audit log',
    '`invalid`; export a shorter time',
    'entries',
  ),
  exportedBytes: bytes(512 * mebibyte, 'an exported audit log', 'the connection is closed'),
  exportsAtOnce: count(2, 'exports of the audit log at once, at one process', tooMany),
  exportSeconds: seconds(120, 'an export of the audit log', 'the connection is closed'),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of service accounts, with which systems use the HTTP API. */
export const serviceLimits = {
  requestsAMinute: count(
    600,
    'requests of a service account to one process',
    '`too-many`, HTTP 429',
    'a minute',
  ),
  tokenSeconds: seconds(900, 'the lifetime of an access token of a service account', '`sign-in-expired`'),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of facts on NATS. */
export const factLimits = {
  retentionDays: count(7, 'facts in a stream', 'deleted; start from `GET /v1/conversations`', 'days'),
  duplicateSeconds: seconds(
    120,
    'how long NATS detects that a fact is published twice',
    'it is delivered twice; its version is the same',
  ),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of how long data about customers is kept. */
export const retentionLimits = {
  shortestConversationDays: count(
    factLimits.retentionDays.value + 1,
    'how long the records of a closed conversation are kept at least, so that no stream has facts about it',
    '`invalid`',
    'days',
  ),
  longestDays: count(36_500, 'how long transcripts or records are kept if not for ever', '`invalid`', 'days'),
  entriesAtOnce: count(1_000, 'entries that one transaction erases or deletes', 'another transaction'),
  conversationsAtOnce: count(
    20,
    'conversations that one run of the retention, or one request, erases or deletes',
    'another run or request',
  ),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of the blocking of customers. */
export const blockLimits = {
  agentHours: count(pageLimits.agentBlockHours, 'how long an agent can block a customer', '`forbidden`', 'h'),
  longestHours: count(8_760, 'how long a customer is blocked if not without an end', '`invalid`', 'h'),
  addressHours: count(1, 'how long a network address is blocked', 'it is no longer blocked', 'h'),
  reasonUnits: count(pageLimits.blockReasonUnits, 'the reason of a block', '`invalid`', 'UTF-16 units'),
  blocks: count(10_000, 'blocked customers', tooMany, 'customers'),
  conversationsAtOnce: count(
    20,
    'conversations of a customer that a block ends',
    'they go on',
    'conversations',
  ),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of chats that are offered to agents, who accept or decline them. */
export const offerLimits = {
  shortestSeconds: seconds(10, 'the shortest time in which an agent can accept a chat', '`invalid`'),
  longestSeconds: seconds(120, 'the longest time in which an agent can accept a chat', '`invalid`'),
  pauseSeconds: seconds(
    60,
    'from the last declined or missed offer of a chat until it is offered to the same agents again',
    'it is offered again',
  ),
  ringing: count(100, 'offered chats that a desk lists', 'not listed', 'conversations'),
} satisfies Record<string, Limit<number | Rate>>;

/** Limits of webhooks. */
export const webhookLimits = {
  endpoints: count(20, 'active endpoints', tooMany),
  kept: count(200, 'endpoints, active and inactive', tooMany),
  secrets: count(2, 'secrets of an endpoint that are valid at a time', '`already-exists`'),
  overlapHours: count(168, 'how long an old secret stays valid beside a new one', '`invalid`', 'h'),
  attemptSeconds: seconds(
    15,
    'an attempt, until the status of the response is received',
    'it counts as failed',
  ),
  attempts: count(8, 'attempts for an event, over 27 to 35 hours', 'a dead letter', 'attempts'),
  concurrency: count(4, 'conversations at a time for one endpoint, at one process', 'wait'),
  waiting: {
    ...count(
      50_000,
      'waiting events of one endpoint, without dead letters and the events behind them',
      'the endpoint is turned off',
      'events',
    ),
    setting: 'REJOIN_WEBHOOK_WAITING',
  },
  tests: count(4, 'tests of endpoints of an organisation at a time, at one process', tooMany),
  deliveredDays: count(7, 'delivered events in the log', 'is deleted', 'days'),
  undeliveredDays: count(30, 'undelivered events in the log', 'is deleted', 'days'),
} satisfies Record<string, Limit<number | Rate>>;

/** All limits, by their headings in docs/limits.md. */
export const limits: Readonly<Record<string, Readonly<Record<string, Limit<number | Rate>>>>> = {
  'Connections of customers and desks': socketLimits,
  'HTTP requests': httpLimits,
  Desk: deskLimits,
  Supervision: supervisorLimits,
  Alerts: alertLimits,
  Reports: reportLimits,
  History: historyLimits,
  'Sign-in': signInLimits,
  Settings: settingsLimits,
  'Audit log': auditLimits,
  'Service accounts': serviceLimits,
  Webhooks: webhookLimits,
  Facts: factLimits,
  'Data about customers': retentionLimits,
  'Offered chats': offerLimits,
  'Blocked customers': blockLimits,
};
