import { z } from 'zod';
import { rule } from './field-problems';
import { meaning } from './meaning';
import { NextCursor, Page } from './paging';
import {
  ConversationState,
  Epoch,
  Id,
  Instant,
  Name,
  plainText,
  Presence,
  Reason,
  Way,
  WindowKind,
} from './primitives';

/**
 * The replies to `GET /v1/supervisor/...`, for supervisors and administrators. They are computed from the stored data
 * at the time of the request. Clients start countdowns from `serverNow`.
 */
export const OpenWindow = z.object({
  conversationId: Id,
  workstreamId: Id,
  workstreamName: Name,
  widgetId: Id,
  customerName: Name.nullable(),
  agent: z
    .object({ agentId: Id, name: Name, connected: z.boolean() })
    .nullable()
    .describe('null: the conversation has no agent'),
  state: ConversationState,
  reason: Reason.nullable().describe('why the conversation is in this state, for example AgentDisconnected'),
  epoch: Epoch,
  kind: WindowKind,
  lostAt: Instant.describe('when the connection was lost; the time limit starts here'),
  deadlineAt: Instant,
  limitSeconds: z.int(),
  extensionsLeft: z.int(),
  extensionSeconds: z.int(),
  heldUnits: z.int().describe('the capacity units that are on hold for this customer'),
});
export type OpenWindow = z.infer<typeof OpenWindow>;

export const OpenWindows = z.object({
  windows: z.array(OpenWindow).max(100).describe('the nearest deadline first'),
  total: z.int().describe('the number on all pages, counted up to 10,000'),
  nextCursor: NextCursor.optional(),
  next: NextCursor.describe('equal to nextCursor; the name in release 0.1.0'),
  serverNow: Instant,
});
export type OpenWindows = z.infer<typeof OpenWindows>;

export const QueueOfWorkstream = z.object({
  workstreamId: Id,
  name: Name,
  active: z.boolean(),
  timeZone: z.string().max(100).describe('IANA'),
  waiting: z.int().describe('conversations that wait for an agent and are offered now'),
  oldestWaitingSince: Instant.nullable(),
  parked: z
    .int()
    .describe(
      'conversations without an agent whose customer is disconnected; they are not offered to agents',
    ),
});
export const Queues = z.object({ queues: z.array(QueueOfWorkstream).max(500), serverNow: Instant });
export type Queues = z.infer<typeof Queues>;

export const AgentLoad = z.object({
  agentId: Id,
  name: Name,
  presence: Presence.describe('the presence that applies now: offline while no desk is connected'),
  chosen: Presence.describe('the presence that the agent selected'),
  line: meaning({
    connected: 'At least one desk of the agent is connected.',
    lost: 'No desk is connected, for less than the grace period.',
    none: 'The agent is signed out, or was disconnected for longer than the grace period.',
  }),
  usedUnits: z.int(),
  heldUnits: z.int().describe('the part of usedUnits that is on hold'),
  maxUnits: z.int(),
  conversations: z.int().describe('the number of conversations that are active or in wrap-up'),
  workstreamIds: z.array(Id).max(1000),
});
/** The order of the list of agents. All but `id` list agents who are signed in first. */
export const AgentOrder = meaning({
  id: 'By id.',
  busy: 'Signed-in agents first, and of these the busiest first.',
  free: 'Signed-in agents first, and of these those with the most free capacity first.',
});

export const AgentLoads = z.object({
  agents: z.array(AgentLoad).max(100).describe('in the requested order; by default ordered by id'),
  nextCursor: NextCursor.optional(),
  next: NextCursor.describe('equal to nextCursor; the name in release 0.1.0'),
  serverNow: Instant,
});
export type AgentLoads = z.infer<typeof AgentLoads>;

/** Counts of windows whose customers were disconnected in a period. `dropped` is the sum of the outcomes and `open`. */
export const WindowCounts = z.object({
  dropped: z.int().describe('disconnects'),
  droppedInQueue: z.int().describe('disconnects of customers who waited for an agent'),
  back: z
    .object({ resume: z.int(), link: z.int(), prompt: z.int() } satisfies Record<Way, z.ZodInt>)
    .describe('reconnected within the time limit, by way'),
  expired: z.int(),
  ended: z
    .object({ customer: z.int(), agent: z.int(), supervisor: z.int(), system: z.int() })
    .describe('ended while the customer was disconnected, by who ended it'),
  open: z.int().describe('windows that are still open'),
});

/** The upper bounds of the buckets of the time to reconnect, in seconds. One more bucket has no upper bound. */
export const returnBuckets = [5, 10, 20, 30, 60, 120, 300, 900, 3600] as const;

export const TimesToReturn = z.object({
  count: z.int(),
  p50Seconds: z.number().nullable(),
  p90Seconds: z.number().nullable(),
  buckets: z
    .array(z.object({ upToSeconds: z.int().nullable().describe('null: no upper bound'), count: z.int() }))
    .length(returnBuckets.length + 1)
    .describe('each bucket counts the values above the previous bound, up to and including its own'),
});

export const HeldCapacity = z.object({
  unitMinutes: z
    .number()
    .describe('capacity units x minutes on hold for disconnected customers within the period'),
  conversationMinutes: z.number().describe('minutes on hold within the period, regardless of capacity units'),
  holds: z.int().describe('the number of holds that overlap the period'),
});

/** The daily report of a workstream, in its time zone. A disconnect and its outcome belong to the day of the disconnect. */
export const DayFigures = z.object({
  workstreamId: Id,
  name: Name,
  timeZone: z.string().max(100),
  day: z.iso.date(),
  from: Instant,
  until: Instant.describe('exclusive'),
  ...WindowCounts.shape,
  timeToReturn: TimesToReturn.describe('from the lost connection until the customer reconnected'),
  held: HeldCapacity,
  serverNow: Instant,
});
export type DayFigures = z.infer<typeof DayFigures>;

/** Other days could need a year of more than four digits in some time zone. */
const FiguresDay = z.iso.date().refine((day) => day >= '1900' && day < '3000', rule('day-range'));

/** The cursor, by its name in release 0.1.0. */
const after = Page.shape.cursor.describe('equal to cursor; the name in release 0.1.0');

export const RevokedLinks = z.object({
  revoked: z.int().min(0).describe('the number of links that could be redeemed until now'),
});
export type RevokedLinks = z.infer<typeof RevokedLinks>;

/** Query parameters and bodies of `/v1/supervisor/...`. */
export const supervisorHttp = {
  windows: Page.extend({ workstreamId: Id.optional(), after }),
  agents: Page.extend({
    workstreamId: Id.optional(),
    after,
    search: z.string().max(100).optional().describe('a part of the name, case-insensitive'),
    presence: Presence.optional(),
    order: AgentOrder.default('id'),
  }),
  extend: z.object({ requestId: plainText(64).min(1).describe('the same id again extends only once') }),
  giveUp: z.object({}),
  revokeLinks: z.object({}),
  transfer: z.object({ toAgentId: Id }),
  figures: z.object({
    day: FiguresDay.optional().describe('absent: today in the time zone of the workstream'),
  }),
};
