import { z } from 'zod';
import {
  boundedMap,
  Epoch,
  GivenRequestId,
  Id,
  Instant,
  JwtText,
  Locale,
  Name,
  StoredLocale,
  plainText,
  Secret,
  Seq,
} from '../primitives';
import { socketLimits } from '../limits';
import { ClientVersion, GatewayVersion } from './hello';
import { Notifications } from '../settings';
import { AckFrame, ConversationFrame, EntriesFrame, MovingFrame, RefusedFrame, TypingFrame } from './entry';

const RequestId = plainText(64).min(1);
export const Text = plainText(socketLimits.textUnits.value).min(1);
const Token = JwtText.describe('the JWT of the portal');

const StartContext = boundedMap(plainText(200), plainText(8192), 100)
  .refine(
    (context) => Object.entries(context).flat().join('').length <= 8192,
    'must have at most 8,192 characters in all',
  )
  .describe('what the page says about the customer, for the agent; `lwicontexts` of a token go before it');

/**
 * What a customer's socket may say (`GET /v1/chat`, one JSON object a frame). The first frame is `start` or
 * `resume`; everything else needs one of them to have succeeded.
 */
export const CustomerRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    requestId: RequestId,
    widgetId: Id,
    secret: Secret.describe('made by the client; its hash is the identity and makes the start idempotent'),
    name: plainText(200)
      .optional()
      .describe('what agents call an anonymous customer; a name in the token goes before it'),
    locale: Locale.optional(),
    token: Token.optional(),
    context: StartContext.optional(),
    startNew: z
      .boolean()
      .optional()
      .describe('end a conversation that could be continued, and start a new one'),
    askFirst: z
      .boolean()
      .optional()
      .describe(
        'refuse as reconnect-available also when the conversation of a signed-in customer is connected elsewhere, in place of taking it over',
      ),
    client: ClientVersion.optional(),
  }),
  z.object({
    type: z.literal('resume'),
    requestId: RequestId,
    conversationId: Id,
    secret: Secret,
    afterSeq: Seq.describe('the last seq that the client has; 0 for all'),
    client: ClientVersion.optional(),
  }),
  z.object({
    type: z.literal('send'),
    requestId: RequestId.describe('the client id of the message'),
    text: Text,
  }),
  z.object({ type: z.literal('typing'), requestId: RequestId }),
  z.object({ type: z.literal('extend'), requestId: RequestId }),
  z.object({ type: z.literal('close'), requestId: RequestId }),
  z.object({ type: z.literal('ping'), requestId: RequestId }),
]);
export type CustomerRequest = z.infer<typeof CustomerRequest>;

const Resumed = z.object({
  type: z.literal('resumed'),
  requestId: GivenRequestId,
  conversationId: Id,
  epoch: Epoch,
  fromSeq: Seq.describe('the entries fromSeq..toSeq follow, in pages'),
  toSeq: Seq,
  created: z.boolean().describe('this start made the conversation'),
  serverNow: Instant,
  server: GatewayVersion.optional().describe('older gateways do not say it'),
});

/** Where a customer stands who waits for an agent: sent when it has changed, every few seconds at most. */
export const QueueFrame = z.object({
  type: z.literal('queue'),
  conversationId: Id,
  position: z
    .int()
    .min(1)
    .nullable()
    .describe('1 is next; null: the widget does not show it (Show position in queue)'),
  orLater: z.boolean().describe('the place is this one or a later one'),
  averageWaitSeconds: z
    .int()
    .min(0)
    .nullable()
    .describe('null: not known, or the widget does not show it (Show average wait time)'),
});
export type QueueFrame = z.infer<typeof QueueFrame>;

export const CustomerFrame = z.discriminatedUnion('type', [
  Resumed,
  AckFrame,
  RefusedFrame,
  EntriesFrame,
  ConversationFrame,
  TypingFrame,
  QueueFrame,
  MovingFrame,
]);
export type CustomerFrame = z.infer<typeof CustomerFrame>;

/** Bodies of the customer's HTTP requests: `POST /v1/widgets/:widgetId/<verb>`. */
export const customerHttp = {
  redeem: z.object({
    link: z.string().max(200),
    secret: Secret.describe('of the new session'),
    token: Token.optional(),
  }),
  reconnectable: z.object({
    token: Token,
    connected: z
      .boolean()
      .optional()
      .describe('also a conversation that is connected, on another device or in another window'),
  }),
  continue: z.object({ token: Token, conversationId: Id, secret: Secret }),
};

const Connection = z.string().max(200).describe('as `open` has named it');

/**
 * Bodies of a connection over HTTP: `POST /v1/chat/<verb>`. `open` has none. Frames are numbered from 1 in each
 * direction of a connection.
 */
export const chatHttp = {
  send: z.object({
    connection: Connection,
    first: z
      .int()
      .min(1)
      .describe('the number of the first of these frames; those that were read before are left out'),
    frames: z.array(z.string().max(262_144)).max(200).describe('each the text of one frame'),
  }),
  poll: z.object({
    connection: Connection,
    after: z.int().min(0).describe('the number of the last frame that the client has'),
  }),
  close: z.object({ connection: Connection }),
};

/** Answers `POST /v1/chat/open`. The name of the connection is a secret. */
export const Connected = z.object({ connection: z.string().max(200) });
export type Connected = z.infer<typeof Connected>;

/** Answers a poll: with frames, with none after a silence, or with how the connection was closed. */
export const Polled = z.object({
  frames: z
    .array(z.string().max(4_194_304))
    .max(10_000)
    .describe('those after `after`, in order, each the text of one frame'),
  close: z.int().nullable().describe('the close code, after the last frame'),
});
export type Polled = z.infer<typeof Polled>;

export const Claimed = z.object({
  conversationId: Id,
  epoch: Epoch,
  serverNow: Instant,
});
export type Claimed = z.infer<typeof Claimed>;

export const Reconnectable = z.object({
  conversations: z
    .array(
      z.object({
        conversationId: Id,
        lastAt: Instant,
        deadlineAt: Instant.nullable().describe(
          'until when it can be continued; null: it is connected, which only those are told who ask for it',
        ),
        agentName: Name.nullable(),
        lastText: z.string().max(32_000).nullable(),
      }),
    )
    .max(10),
  serverNow: Instant,
});
export type Reconnectable = z.infer<typeof Reconnectable>;

/** `GET /v1/widgets/:widgetId`: what a page needs to show the widget. */
export const PublicWidget = z.object({
  widgetId: Id,
  locale: StoredLocale,
  askName: z.boolean(),
  notifications: Notifications.optional().describe('older gateways do not say it'),
  reconnect: z.object({ enabled: z.boolean(), timeLimitSeconds: z.int() }),
  signInRequired: z.boolean(),
  endpoints: z
    .array(z.string().max(2000))
    .max(100)
    .describe('base URLs of the gateways, for clients without a balancer before them'),
});
export type PublicWidget = z.infer<typeof PublicWidget>;
