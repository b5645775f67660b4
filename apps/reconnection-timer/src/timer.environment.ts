import { z } from 'zod';

/** The environment variables of the timer, in addition to those of every service. */
export const TimerEnvironment = z.object({
  /** The most seconds by which an outage of the timer moves the deadlines that it overlaps. */
  REJOIN_OUTAGE_EXTENSION_SECONDS: z.coerce.number().int().min(0).max(86_400).default(900),
});
export type TimerEnvironment = z.infer<typeof TimerEnvironment>;

/** The token under which Nest injects the environment. */
export const timerEnvironment = Symbol('TimerEnvironment');
