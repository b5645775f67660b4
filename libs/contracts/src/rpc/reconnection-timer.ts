import { z } from 'zod';
import { WindowTerms } from '../facts/session';
import {
  Epoch,
  GivenRequestId,
  Id,
  Instant,
  Party,
  SealReason,
  SupervisorAccount,
  Way,
  WindowKind,
} from '../primitives';
import { TimesToReturn, WindowCounts } from '../supervisor';
import { rpc } from './rpc';
import { ofPeriod } from './of-period';

/** Decides whether a customer may reconnect. The same claim gets the same reply again, without new facts. */
export const requestReconnect = rpc(
  'reconnection-timer',
  'request-reconnect',
  z.object({
    conversationId: Id,
    epoch: Epoch,
    claim: z.string().max(100),
    way: Way,
    workstreamId: Id.optional(),
    askedAt: Instant.optional().describe('when the database of the gateway first recorded the claim'),
    window: WindowTerms.describe(
      'the terms of the disconnect, for a request that arrives before its CustomerDisconnected',
    ),
  }),
  z.object({
    nextEpoch: Epoch,
    at: Instant,
    extendedBy: z
      .array(z.string().max(200))
      .max(20)
      .optional()
      .describe('the requests that extended the window'),
  }),
);

export const extendWindow = rpc(
  'reconnection-timer',
  'extend-window',
  z.object({
    conversationId: Id,
    epoch: Epoch,
    by: Party,
    accountId: SupervisorAccount,
    requestId: GivenRequestId,
  }),
  z.object({ deadlineAt: Instant, extensionsLeft: z.int() }),
);

/** Ends a conversation, with or without an open window. Sealing it again returns the first seal. */
export const seal = rpc(
  'reconnection-timer',
  'seal',
  z.object({
    conversationId: Id,
    by: Party,
    accountId: SupervisorAccount,
    agentId: Id.nullable(),
    reason: SealReason,
    awayEpoch: Epoch.nullish().describe(
      'stop waiting only if this epoch is still disconnected; otherwise `no-window`',
    ),
  }),
  z.object({ at: Instant, already: z.boolean() }),
);

/** The open windows, the nearest deadline first, starting after a position in that order. */
export const openWindows = rpc(
  'reconnection-timer',
  'open-windows',
  z.object({
    workstreamId: Id.nullable().describe('null: all workstreams'),
    after: z.object({ deadlineAt: Instant, conversationId: Id }).nullable(),
    limit: z.int().min(1).max(101),
  }),
  z.object({
    windows: z
      .array(
        z.object({
          conversationId: Id,
          epoch: Epoch,
          kind: WindowKind,
          lostAt: Instant,
          deadlineAt: Instant,
          limitSeconds: z.int(),
          extensionsLeft: z.int(),
          extensionSeconds: z.int(),
        }),
      )
      .max(101),
    total: z.int().describe('counted up to 10,000'),
  }),
);

/** The outcomes of the windows whose customers were disconnected in a period. */
export const windowFigures = rpc(
  'reconnection-timer',
  'window-figures',
  z.object(ofPeriod),
  z.object({ ...WindowCounts.shape, timeToReturn: TimesToReturn }),
);
