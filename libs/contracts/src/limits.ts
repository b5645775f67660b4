/** How often something may be done: so many at once, and so many a second in the long run. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What is limited, how the limit reads, and what is beyond it. `setting`: the environment variable that changes it. */
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

const tooMany = '`too-many`';

/** What connections of customers and agents meet: WebSockets, and connections over HTTP. */
export const socketLimits = {
  frameBytes: bytes(64 * kibibyte, 'a frame', '`too-large`, close code 1009'),
  readBytes: bytes(256 * kibibyte, 'a frame that is answered at all', 'close code 1009'),
  firstFrameOfCustomerBytes: bytes(
    24 * kibibyte,
    'the first frame of a customer',
    '`too-large`, close code 1009',
  ),
  firstFrameOfDeskBytes: bytes(64 * kibibyte, 'the first frame of a desk', '`too-large`, close code 1009'),
  firstFrameSeconds: seconds(10, 'until the first frame', 'close code 1013'),
  textUnits: count(32_000, 'the text of a message', '`message-too-long`', 'UTF-16 units'),
  messages: rate(100, 30, 'messages of a customer, at one gateway', tooMany),
  requests: rate(600, 100, 'requests of a connection', tooMany),
  unansweredRequests: count(200, 'unanswered requests of a connection', tooMany),
  connections: count(10, 'connections of one customer, desks of one agent', '`too-many`, close code 4429'),
  handshakes: rate(60_000, 10_000, 'new connections at one gateway', 'HTTP 429'),
  handshakesOfAddress: rate(12_000, 5_000, 'new connections of an address, at one gateway', 'HTTP 429'),
  silentSockets: {
    ...count(200, 'connections of an address without a first frame', 'the oldest: `too-many`, 4429'),
    setting: 'REJOIN_SILENT_SOCKETS_PER_ADDRESS',
  },
  startsOfAddress: {
    ...rate(120, 100, 'anonymous starts of an address, at one gateway', '`too-many`, close code 4429'),
    setting: 'REJOIN_STARTS_PER_ADDRESS',
  },
  startsOfWidget: {
    ...rate(3_000, 3_000, 'anonymous starts of a chat widget, at one gateway', '`too-many`, close code 4429'),
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
  pingSeconds: seconds(15, 'silence until the gateway pings', 'a ping'),
  pongSeconds: seconds(10, 'until the pong', 'the connection is closed'),
  stuckSeconds: seconds(60, 'a reader takes nothing of what waits', 'the connection is closed; `resume`'),
  unreadBytes: bytes(32 * mebibyte, 'what waits for a reader', 'the connection is closed; `resume`'),
  bindSeconds: seconds(10, 'from `redeem` or `continue` until `resume`', 'counts as lost again'),
  entriesOfPage: count(200, 'entries of a page of a transcript', 'another page', 'entries'),
  entriesOfPageBytes: bytes(64 * kibibyte, 'text of a page of a transcript', 'another page'),
  linksInText: count(5, 'reconnect links in one message', 'the slug stays as it is'),
  queueOfDesk: count(100, 'who waits, as a desk is told', 'not listed'),
  queuePlaces: count(200, 'places in a queue that are told exactly', '`orLater`'),
} satisfies Record<string, Limit<number | Rate>>;

/** What every HTTP interface has. */
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
    'things on a page of a list (`limit`; when left out 50, of entries 200)',
    '`invalid`',
  ),
  pageBytes: bytes(2_000_000, 'the things of a page as JSON', 'the page ends early'),
  supervisorItems: count(100, "things on a page of the supervisors' windows and agents", 'another page'),
} satisfies Record<string, Limit<number | Rate>>;

/**
 * What failed sign-ins meet. `burst` failures may be outstanding; they are forgotten one by one. A device that signed
 * in before has a limit of its own.
 */
export const signInLimits = {
  ofLogin: rate(6, 50, 'failed sign-ins of a login, from wherever', tooMany),
  ofLoginAndAddress: rate(2, 10, 'failed sign-ins of a login, from one address', tooMany),
  ofAddress: rate(20, 100, 'failed sign-ins from one address', tooMany),
  ofDevice: rate(2, 10, 'failed sign-ins of a login, from a device that signed in before', tooMany),
  ofCodes: rate(60 / 90, 5, 'wrong codes of an account, from one device', tooMany),
  ofOwnPassword: rate(2, 10, 'wrong current passwords, where one changes the own one', tooMany),
  idleHours: {
    ...count(4, 'a sign-in that nobody uses', '`sign-in-expired`', 'h'),
    setting: 'REJOIN_SIGN_IN_IDLE_HOURS',
  },
  longestHours: count(12, 'a sign-in, after its password', '`sign-in-expired`', 'h'),
  passwordCharacters: count(10, 'a password, at least', '`invalid`', 'characters'),
  setupTokenHours: count(24, 'the token for the first administrator', '`denied`', 'h'),
} satisfies Record<string, Limit<number | Rate>>;

/** What service accounts meet: systems that ask over HTTP. */
export const serviceLimits = {
  requestsAMinute: count(
    600,
    'requests of a service account to one process',
    '`too-many`, HTTP 429',
    'a minute',
  ),
  tokenSeconds: seconds(900, 'an access token of a service account', '`sign-in-expired`'),
} satisfies Record<string, Limit<number | Rate>>;

/** What readers of facts meet. */
export const factLimits = {
  retentionDays: count(7, 'facts in a stream', 'begin from `GET /v1/conversations`', 'days'),
  duplicateSeconds: seconds(
    120,
    'the same fact published twice by its service, until NATS forgets it',
    'it comes twice; its version tells',
  ),
} satisfies Record<string, Limit<number | Rate>>;

/** What webhooks meet: the endpoints to which facts are sent. */
export const webhookLimits = {
  endpoints: count(20, 'active endpoints', tooMany),
  kept: count(200, 'endpoints, the inactive ones too', tooMany),
  secrets: count(2, 'secrets of an endpoint that sign at a time', '`already-exists`'),
  overlapHours: count(168, 'an old secret beside the new one, at most', '`invalid`', 'h'),
  attemptSeconds: seconds(15, 'an attempt, until the status of the answer is there', 'it counts as failed'),
  attempts: count(8, 'attempts for an event, over 27 to 35 hours', 'a dead letter', 'attempts'),
  concurrency: count(4, 'conversations at a time for one endpoint, at one process', 'wait'),
  waiting: {
    ...count(
      50_000,
      'what waits for one endpoint, dead letters and what is behind them apart',
      'the endpoint is switched off',
      'events',
    ),
    setting: 'REJOIN_WEBHOOK_WAITING',
  },
  tests: count(4, 'tests of endpoints of an organisation at a time, at one process', tooMany),
  deliveredDays: count(7, 'what was delivered, in the log', 'is deleted', 'days'),
  undeliveredDays: count(30, 'what was not delivered', 'is deleted', 'days'),
} satisfies Record<string, Limit<number | Rate>>;

/** Everything that docs/limits.md lists, by its heading. */
export const limits: Readonly<Record<string, Readonly<Record<string, Limit<number | Rate>>>>> = {
  'Connections of customers and desks': socketLimits,
  'HTTP requests': httpLimits,
  'Sign-in': signInLimits,
  'Service accounts': serviceLimits,
  Webhooks: webhookLimits,
  Facts: factLimits,
};
