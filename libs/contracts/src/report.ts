import { z } from 'zod';
import { reportLimits } from './limits';
import { rule } from './field-problems';
import { Id, Instant, Name } from './primitives';
import { TimeZone } from './settings';
import { HeldCapacity, TimesToReturn, WindowCounts } from './supervisor';

/** Durations of several conversations. */
export const Durations = z.object({
  count: z.int().describe('the number of conversations that have this duration'),
  averageSeconds: z.number().nullable().describe('null: no conversation has it'),
  p90Seconds: z.number().nullable().describe('90 percent were not longer'),
});
export type Durations = z.infer<typeof Durations>;

const firstResponse = Durations.describe('from the start until the first message of an agent');

/** What became of the conversations that were started in a period. */
export const ServiceFigures = z.object({
  started: z.int().describe('the sum of `answered`, `abandoned` and `waiting`'),
  answered: z.int().describe('assigned to an agent'),
  abandoned: z.int().describe('closed without an agent'),
  waiting: z.int().describe('not closed, and without an agent until now'),
  answeredWithin: z.int().describe('assigned to an agent within `withinSeconds`'),
  serviceLevel: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe(
      '`answeredWithin` / all that were answered, abandoned or wait longer than `withinSeconds`; null: there are none',
    ),
  waitingTime: Durations.describe('from the start until the first agent was assigned'),
  firstResponse,
  handlingTime: Durations.describe(
    'of closed conversations: the time with an agent, including wrap-up and waiting for a disconnected customer',
  ),
});
export type ServiceFigures = z.infer<typeof ServiceFigures>;

/** The outcomes of the disconnects of a period, and the capacity that was on hold. */
export const Disconnects = z.object({
  ...WindowCounts.shape,
  timeToReturn: TimesToReturn.describe('from the lost connection until the customer reconnected'),
  held: HeldCapacity,
});
export type Disconnects = z.infer<typeof Disconnects>;

const Day = z.iso.date();
const maxDays = reportLimits.days.value;

/**
 * The report of a workstream, or of all of them, about some days. A conversation belongs to the day on which it was
 * started. It is computed from the stored data at the time of the request.
 */
export const Report = z.object({
  workstreamId: Id.nullable().describe('null: all workstreams together'),
  name: Name.nullable(),
  timeZone: z.string().max(100).describe('the days begin in this time zone'),
  withinSeconds: z.int(),
  from: Day.describe('the first day'),
  until: Day.describe('the last day'),
  days: z.array(z.object({ day: Day, ...ServiceFigures.shape })).max(maxDays),
  agents: z
    .array(
      z.object({
        agentId: Id,
        name: Name,
        conversations: z.int().describe('conversations of the period that were assigned to the agent'),
        firstResponse,
        handlingTime: Durations.describe(
          'the time with this agent, without conversations that the agent still has',
        ),
      }),
    )
    .max(reportLimits.agents.value)
    .describe('who had the most conversations comes first'),
  period: ServiceFigures,
  previous: ServiceFigures,
  previousFrom: Instant.describe('the same number of days before'),
  previousUntil: Instant.describe(
    'exclusive; a period that is not over is compared with the same time before',
  ),
  disconnects: z
    .object({ period: Disconnects, previous: Disconnects })
    .nullable()
    .describe('null: the services that count them did not answer'),
  serverNow: Instant,
});
export type Report = z.infer<typeof Report>;

/** The query parameters of `GET /v1/supervisor/report`. */
export const ReportQuery = z.object({
  workstreamId: Id.optional().describe('absent: all workstreams together'),
  until: Day.refine((day) => day >= '1900' && day < '3000', rule('day-range'))
    .optional()
    .describe('the last day; absent: today'),
  days: z.coerce.number().int().min(1).max(maxDays).default(1).describe('the number of days up to `until`'),
  withinSeconds: z.coerce
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(60)
    .describe('the threshold of the service level'),
  timeZone: TimeZone.optional().describe('absent: that of the workstream; for all workstreams, Etc/UTC'),
});
