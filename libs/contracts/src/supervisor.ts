import { z } from 'zod';
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
 * What supervisors and administrators read of the gateway: `GET /v1/supervisor/...` with an access token. All of
 * it is computed from what is stored, at the moment of the request; `serverNow` is what countdowns start from.
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
    .describe('null: in the queue, or parked'),
  state: ConversationState,
  reason: Reason.nullable().describe(
    'why the conversation is in this state, e.g. AgentDisconnected when parked',
  ),
  epoch: Epoch,
  kind: WindowKind,
  lostAt: Instant.describe('when the line was lost: the clock of the window starts here'),
  deadlineAt: Instant,
  limitSeconds: z.int(),
  extensionsLeft: z.int(),
  extensionSeconds: z.int(),
  heldUnits: z.int().describe('units of the agent that are held for this customer'),
});
export type OpenWindow = z.infer<typeof OpenWindow>;

export const OpenWindows = z.object({
  windows: z.array(OpenWindow).max(100).describe('the nearest deadline first'),
  total: z.int().describe('of all pages, counted up to 10000'),
  nextCursor: NextCursor.optional(),
  next: NextCursor.describe('the same as nextCursor, which release 0.1.0 does not say'),
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
  parked: z.int().describe('without an agent, and the customer is away: offered to nobody'),
});
export const Queues = z.object({ queues: z.array(QueueOfWorkstream).max(500), serverNow: Instant });
export type Queues = z.infer<typeof Queues>;

export const AgentLoad = z.object({
  agentId: Id,
  name: Name,
  presence: Presence.describe('what gates new work: offline while no desk is connected'),
  chosen: Presence.describe('what the agent chose'),
  line: meaning({
    connected: 'A desk of the agent lives.',
    lost: 'No desk lives, for less than the grace.',
    none: 'Signed out, or gone for longer than the grace.',
  }),
  usedUnits: z.int(),
  heldUnits: z.int().describe('part of the used ones'),
  maxUnits: z.int(),
  conversations: z.int().describe('active and in wrap-up'),
  workstreamIds: z.array(Id).max(1000),
});
/** In which order a supervisor sees the agents; all but `id` have first who is signed in. */
export const AgentOrder = meaning({
  id: 'By their ids, whoever is signed in.',
  busy: 'Who is signed in first, and of these who has most to do.',
  free: 'Who is signed in first, and of these who has most room.',
});

export const AgentLoads = z.object({
  agents: z.array(AgentLoad).max(100).describe('in the order that was asked for; else in that of their ids'),
  nextCursor: NextCursor.optional(),
  next: NextCursor.describe('the same as nextCursor, which release 0.1.0 does not say'),
  serverNow: Instant,
});
export type AgentLoads = z.infer<typeof AgentLoads>;

/** Counts of windows whose customers were lost in a span of time: `dropped` is the sum of the others. */
export const WindowCounts = z.object({
  dropped: z.int().describe('customers who counted as away'),
  droppedInQueue: z.int().describe('of these while they waited for an agent'),
  back: z
    .object({ resume: z.int(), link: z.int(), prompt: z.int() } satisfies Record<Way, z.ZodInt>)
    .describe('came back within the limit, by which way'),
  expired: z.int(),
  ended: z
    .object({ customer: z.int(), agent: z.int(), supervisor: z.int(), system: z.int() })
    .describe('ended while the customer was away, by whom'),
  open: z.int().describe('still running'),
});

/** Upper bounds of the buckets of the time to return, in seconds; one more bucket takes what is above. */
export const returnBuckets = [5, 10, 20, 30, 60, 120, 300, 900, 3600] as const;

export const TimesToReturn = z.object({
  count: z.int(),
  p50Seconds: z.number().nullable(),
  p90Seconds: z.number().nullable(),
  buckets: z
    .array(
      z.object({ upToSeconds: z.int().nullable().describe('null: all that took longer'), count: z.int() }),
    )
    .length(returnBuckets.length + 1)
    .describe('each counts what is above the bucket before it, up to and including its own bound'),
});

export const HeldCapacity = z.object({
  unitMinutes: z.number().describe('units x minutes that were held for away customers within the day'),
  conversationMinutes: z.number().describe('the same, whatever a conversation costs'),
  holds: z.int().describe('how many holds overlap the day'),
});

/** A day of a workstream in its own time zone. A drop, and how it went on, belong to the day of the drop. */
export const DayFigures = z.object({
  workstreamId: Id,
  name: Name,
  timeZone: z.string().max(100),
  day: z.iso.date(),
  from: Instant,
  until: Instant.describe('exclusive'),
  ...WindowCounts.shape,
  timeToReturn: TimesToReturn.describe('from the lost line to the accepted return'),
  held: HeldCapacity,
  serverNow: Instant,
});
export type DayFigures = z.infer<typeof DayFigures>;

/** Days beyond these have no place in four digits of a year, in every time zone. */
const FiguresDay = z.iso.date().refine((day) => day >= '1900' && day < '3000', 'must be from 1900 to 2999');

/** Where the page begins, by the name that release 0.1.0 gave it. */
const after = Page.shape.cursor.describe('the same as cursor, which release 0.1.0 does not know');

/** Query parameters and bodies of `/v1/supervisor/...`. */
export const supervisorHttp = {
  windows: Page.extend({ workstreamId: Id.optional(), after }),
  agents: Page.extend({
    workstreamId: Id.optional(),
    after,
    search: z.string().max(100).optional().describe('part of the name, in capitals or not'),
    presence: Presence.optional(),
    order: AgentOrder.default('id'),
  }),
  extend: z.object({ requestId: plainText(64).min(1).describe('the same id again extends once') }),
  giveUp: z.object({}),
  transfer: z.object({ toAgentId: Id }),
  figures: z.object({ day: FiguresDay.optional().describe('today of the time zone when left out') }),
};
