import { z } from 'zod';
import { alertLimits } from './limits';
import { meaning } from './meaning';
import * as pageLimits from './page-limits';
import { Id, Instant, Name } from './primitives';

/** What supervisors can be alerted to. */
export const AlertKind = meaning({
  'longest-wait': 'A conversation waits in the queue for too long.',
  waiting: 'Too many conversations wait in the queue.',
  disconnected: 'Too many customers are disconnected.',
  'service-level': 'The service level of today is too low.',
  'no-agent': 'No agent of the workstream is available.',
});
export type AlertKind = z.infer<typeof AlertKind>;

const { alertThresholds: most } = pageLimits;
const upTo = (value: number) => z.int().min(1).max(value).nullable();

/** From which value on a workstream raises alerts. Null: never. */
export const AlertThresholds = z.object({
  longestWaitSeconds: upTo(most.longestWaitSeconds),
  waiting: upTo(most.waiting),
  disconnected: upTo(most.disconnected),
  serviceLevelPercent: upTo(most.serviceLevelPercent).describe('an alert is raised below this value'),
  withinSeconds: z.int().min(1).max(3600).describe('the threshold of the service level itself'),
  noAgent: z.boolean(),
});
export type AlertThresholds = z.infer<typeof AlertThresholds>;

export const noThresholds: AlertThresholds = {
  longestWaitSeconds: null,
  waiting: null,
  disconnected: null,
  serviceLevelPercent: null,
  withinSeconds: 60,
  noAgent: false,
};

export const StoredThresholds = z.object({
  workstreamId: Id,
  version: z.int().min(0).describe('0: none were ever set'),
  thresholds: AlertThresholds,
});
export type StoredThresholds = z.infer<typeof StoredThresholds>;

/** The body that sets thresholds. */
export const SetThresholds = z.object({
  version: z.int().min(0).describe('the version that was read'),
  thresholds: AlertThresholds,
});

/** A threshold that is crossed now. The same workstream, kind and `raisedAt` are one crossing. */
export const Alert = z.object({
  workstreamId: Id,
  workstreamName: Name,
  kind: AlertKind,
  value: z.number().describe('when it was last checked, in the unit of the threshold'),
  threshold: z.number(),
  raisedAt: Instant,
});
export type Alert = z.infer<typeof Alert>;

export const Alerts = z.object({
  alerts: z.array(Alert).max(alertLimits.alerts.value).describe('the latest first'),
  serverNow: Instant,
});
export type Alerts = z.infer<typeof Alerts>;
