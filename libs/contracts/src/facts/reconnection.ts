import { z } from 'zod';
import { Epoch, Id, Instant, Party, SealReason, SupervisorAccount, Way, WindowKind } from '../primitives';
import { meaning } from '../meaning';
import { RefusalNames } from '../refusals';
import { family, type FactOf } from './family';

const ReconnectionWindowOpened = z
  .object({
    conversationId: Id,
    workstreamId: Id.optional().describe('facts of older releases do not say it'),
    epoch: Epoch,
    kind: WindowKind,
    lostAt: Instant,
    deadlineAt: Instant,
    limitSeconds: z.int().min(1),
    extensionsLeft: z.int().min(0),
    extensionSeconds: z.int().min(1),
  })
  .describe('The time in which the away customer can come back has begun.');

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
      .describe("names the request, without the client's own words: it extends once"),
    at: Instant,
  })
  .describe('The window has a new, later deadline.');

const ReconnectRequested = z
  .object({ conversationId: Id, epoch: Epoch, way: Way, at: Instant })
  .describe('A verified claimant asked to come back. The answer follows with the next version.');

const ReconnectAccepted = z
  .object({
    conversationId: Id,
    epoch: Epoch.describe('the epoch that was lost'),
    nextEpoch: Epoch,
    way: Way,
    claim: z.string().max(200).describe("names the claimant without being anybody's secret"),
    askedAt: Instant.optional().describe(
      'when the return was asked, before the deadline: said only when it was decided after it',
    ),
    at: Instant.describe(
      "decided at, on the database's clock, before the deadline unless `askedAt` is there",
    ),
  })
  .describe('The customer came back in time: the window has ended.');

const ReconnectRejected = z
  .object({ conversationId: Id, epoch: Epoch, way: Way, because: RefusalNames, at: Instant })
  .describe('The customer may not come back; the window is as it was.');

const ReconnectExpired = z
  .object({
    conversationId: Id,
    epoch: Epoch,
    kind: WindowKind,
    deadlineAt: Instant,
    by: meaning({
      timer: 'The timer found it due.',
      'late-request': 'Somebody asked to come back after the deadline, before the timer had found it.',
    }),
    at: Instant.describe("decided at, on the database's clock, at or after the deadline"),
  })
  .describe('The deadline passed with nobody back: the conversation is sealed.');

const ConversationSealed = z
  .object({
    conversationId: Id,
    by: Party,
    accountId: SupervisorAccount,
    agentId: Id.nullable(),
    reason: SealReason,
    endedEpoch: Epoch.nullable().describe('the epoch whose window this ended, when one was open'),
    at: Instant,
  })
  .describe('Somebody ended the conversation: no window opens and no return is accepted any more.');

export const reconnection = family({
  name: 'reconnection',
  producer: 'reconnection-timer',
  idField: 'conversationId',
  describes: 'who won: the return, the deadline, or an end',
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
