import { z } from 'zod';
import { Epoch, Id, Instant, Party, SealReason, SupervisorAccount, Way, WindowKind } from '../primitives';
import { meaning } from '../meaning';
import { RefusalNames } from '../refusals';
import { family, type FactOf } from './family';

const ReconnectionWindowOpened = z
  .object({
    conversationId: Id,
    workstreamId: Id.optional().describe('absent in facts of older releases'),
    epoch: Epoch,
    kind: WindowKind,
    lostAt: Instant,
    deadlineAt: Instant,
    limitSeconds: z.int().min(1),
    extensionsLeft: z.int().min(0),
    extensionSeconds: z.int().min(1),
  })
  .describe('The customer is disconnected, and the time limit to reconnect runs.');

const ReconnectionWindowExtended = z
  .object({
    conversationId: Id,
    epoch: Epoch,
    deadlineAt: Instant,
    by: Party,
    accountId: SupervisorAccount,
    seconds: z.int().min(1),
    extensionsLeft: z.int().min(0),
    request: z
      .string()
      .max(200)
      .describe(
        "identifies the request, which extends the window only once; derived from the client's id and not equal to it",
      ),
    at: Instant,
  })
  .describe('The time limit was extended: the window has a later deadline.');

const ReconnectRequested = z
  .object({ conversationId: Id, epoch: Epoch, way: Way, at: Instant })
  .describe('A verified customer asked to reconnect. The next version contains the decision.');

const ReconnectAccepted = z
  .object({
    conversationId: Id,
    epoch: Epoch.describe('the epoch that was disconnected'),
    nextEpoch: Epoch,
    way: Way,
    claim: z.string().max(200).describe('identifies the reconnecting client; contains no secret'),
    askedAt: Instant.optional().describe(
      'when the customer asked to reconnect; present only when that was before the deadline and the decision after it',
    ),
    at: Instant.describe(
      "when it was decided, by the database's clock; before the deadline unless `askedAt` is present",
    ),
  })
  .describe('The customer reconnected in time. The window has ended.');

const ReconnectRejected = z
  .object({ conversationId: Id, epoch: Epoch, way: Way, because: RefusalNames, at: Instant })
  .describe('The customer may not reconnect. The window is unchanged.');

const ReconnectExpired = z
  .object({
    conversationId: Id,
    epoch: Epoch,
    kind: WindowKind,
    deadlineAt: Instant,
    by: meaning({
      timer: 'The timer found that the deadline had passed.',
      'late-request': 'A customer asked to reconnect after the deadline, before the timer had processed it.',
    }),
    at: Instant.describe("when it was decided, by the database's clock; at or after the deadline"),
  })
  .describe(
    'The time limit ended before the customer reconnected. No one can reconnect to this conversation any more.',
  );

const ConversationSealed = z
  .object({
    conversationId: Id,
    by: Party,
    accountId: SupervisorAccount,
    agentId: Id.nullable(),
    reason: SealReason,
    endedEpoch: Epoch.nullable().describe(
      'the epoch of the window that this ended; null when no window was open',
    ),
    at: Instant,
  })
  .describe('A person ended the conversation. No one can reconnect to it any more.');

export const reconnection = family({
  name: 'reconnection',
  producer: 'reconnection-timer',
  idField: 'conversationId',
  describes: 'the outcome of a disconnect: reconnected, timed out, or ended',
  facts: {
    ReconnectionWindowOpened,
    ReconnectionWindowExtended,
    ReconnectRequested,
    ReconnectAccepted,
    ReconnectRejected,
    ReconnectExpired,
    ConversationSealed,
  },
});
export type ReconnectionFact = FactOf<typeof reconnection>;
