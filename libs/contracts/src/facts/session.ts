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
import { meaning } from '../meaning';
import { family, type FactOf } from './family';

/** The terms of a window. They are kept while the window is open, even if the settings change. */
export const WindowTerms = z.object({
  kind: WindowKind,
  lostAt: Instant.describe(
    'when the connection was lost: when it was closed, or the last time that the client responded',
  ),
  awayAt: Instant.describe('when the customer was considered disconnected'),
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
  .describe('A message was stored and acknowledged. Read its text through the HTTP API.');

const NoteAdded = z
  .object({ conversationId: Id, seq: Seq, agentId: Id, bytes: z.int().min(0), at: Instant })
  .describe(
    'An agent or a supervisor added an internal note. Customers never see it. Read its text through the HTTP API.',
  );

const CustomerDisconnected = z
  .object({ conversationId: Id, workstreamId: Id, epoch: Epoch, ...WindowTerms.shape })
  .describe('The customer has had no connection for longer than the debounce time and is now disconnected.');

const CustomerReconnected = z
  .object({
    conversationId: Id,
    epoch: Epoch.describe('the epoch that is valid from now on'),
    previousEpoch: Epoch,
    way: Way,
    linkId: Id.nullable(),
    newDevice: z.boolean(),
    at: Instant,
  })
  .describe('A disconnected customer has reconnected to the conversation.');

const SessionTakenOver = z
  .object({
    conversationId: Id,
    epoch: Epoch,
    previousEpoch: Epoch,
    way: Way,
    linkId: Id.nullable(),
    at: Instant,
  })
  .describe(
    'A connected customer continued on another device or in another tab. The older connections are closed.',
  );

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
      .describe(
        'identifies the request, as in ReconnectionWindowExtended; absent in facts of older releases',
      ),
    at: Instant,
  })
  .describe('The time limit was extended while the customer was connected. The next window has this length.');

const ReconnectLinkSent = z
  .object({ conversationId: Id, linkId: Id, agentId: Id.nullable(), at: Instant })
  .describe('A reconnect link was sent to the customer. Facts never contain its secret.');

const ConversationErased = z
  .object({
    conversationId: Id,
    because: meaning({
      retention: 'The workstream keeps transcripts no longer.',
      request: 'An administrator erased the data of the customer.',
    }),
    at: Instant,
  })
  .describe(
    'The texts, the name and the context of a closed conversation are erased. Erase your copies of them too.',
  );

const ConversationDeleted = z
  .object({ conversationId: Id, at: Instant })
  .describe(
    'The workstream keeps the records of closed conversations no longer, and all services delete this one. It is the last fact about the conversation.',
  );

export const session = family({
  name: 'session',
  producer: 'session-gateway',
  idField: 'conversationId',
  describes: 'whether the customer of a conversation is connected, and the order of its messages',
  facts: {
    ConversationStarted,
    MessageSent,
    NoteAdded,
    CustomerDisconnected,
    CustomerReconnected,
    SessionTakenOver,
    ReconnectTimeExtended,
    ReconnectLinkSent,
    ConversationErased,
    ConversationDeleted,
  },
});
export type SessionFact = FactOf<typeof session>;
