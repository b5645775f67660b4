import { z } from 'zod';
import {
  Epoch,
  Extension,
  Id,
  Instant,
  StoredLocale,
  Party,
  Seq,
  SupervisorAccount,
  Way,
  WindowKind,
} from '../primitives';
import { family, type FactOf } from './family';

/** What a window is opened with: kept for its whole life, whatever the settings become. */
export const WindowTerms = z.object({
  kind: WindowKind,
  lostAt: Instant.describe(
    'when the connection was lost: its close, or the last proof of life when it was found dead',
  ),
  awayAt: Instant.describe('when the customer counted as away'),
  deadlineAt: Instant.describe('greatest(lostAt + limit, awayAt + least(limit, 60 s))'),
  limitSeconds: z.int().min(1),
  extension: Extension,
});
export type WindowTerms = z.infer<typeof WindowTerms>;

const ConversationStarted = z
  .object({
    conversationId: Id,
    widgetId: Id,
    workstreamId: Id,
    locale: StoredLocale,
    signedIn: z.boolean(),
    at: Instant,
  })
  .describe('A customer started a conversation.');

const MessageSent = z
  .object({
    conversationId: Id,
    seq: Seq,
    sender: Party,
    agentId: Id.nullable(),
    bytes: z.int().min(0),
    at: Instant,
  })
  .describe('A message was stored and acknowledged. Its body is read through the HTTP API.');

const NoteAdded = z
  .object({ conversationId: Id, seq: Seq, agentId: Id, bytes: z.int().min(0), at: Instant })
  .describe(
    'An agent or a supervisor wrote a note, which no customer sees. Its body is read through the HTTP API.',
  );

const CustomerDisconnected = z
  .object({ conversationId: Id, workstreamId: Id, epoch: Epoch, ...WindowTerms.shape })
  .describe('The customer has had no live connection for longer than the debounce: they count as away.');

const CustomerReconnected = z
  .object({
    conversationId: Id,
    epoch: Epoch.describe('the epoch that lives from now on'),
    previousEpoch: Epoch,
    way: Way,
    linkId: Id.nullable(),
    newDevice: z.boolean(),
    at: Instant,
  })
  .describe('An away customer is bound to the conversation again.');

const SessionTakenOver = z
  .object({
    conversationId: Id,
    epoch: Epoch,
    previousEpoch: Epoch,
    way: Way,
    linkId: Id.nullable(),
    at: Instant,
  })
  .describe('A customer who was still connected went on elsewhere; the older connections are fenced.');

const ReconnectTimeExtended = z
  .object({
    conversationId: Id,
    by: Party,
    accountId: SupervisorAccount,
    nextLimitSeconds: z.int().min(1),
    extensionsLeft: z.int().min(0),
    request: z
      .string()
      .max(200)
      .optional()
      .describe('names the request, as in ReconnectionWindowExtended; facts of older releases do not say it'),
    at: Instant,
  })
  .describe('Ahead of a planned restart: the next window gets this length.');

const ReconnectLinkSent = z
  .object({ conversationId: Id, linkId: Id, agentId: Id.nullable(), at: Instant })
  .describe('A reconnect link was sent to the customer. Its secret is never on the bus.');

export const session = family({
  name: 'session',
  producer: 'session-gateway',
  idField: 'conversationId',
  describes: 'the presence of a customer in a conversation, and the order of its messages',
  facts: {
    ConversationStarted,
    MessageSent,
    NoteAdded,
    CustomerDisconnected,
    CustomerReconnected,
    SessionTakenOver,
    ReconnectTimeExtended,
    ReconnectLinkSent,
  },
});
export type SessionFact = FactOf<typeof session>;
