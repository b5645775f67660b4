import { readEnvironment } from '@rejoin/service';
import { z } from 'zod';

const Environment = z.object({
  /** The most seconds by which an outage of the timer moves the deadlines that it overlaps. */
  REJOIN_OUTAGE_EXTENSION_SECONDS: z.coerce.number().int().min(0).max(86_400).default(900),
});

/** Reads the environment variables that only the timer has. */
export function timerEnvironment(): z.infer<typeof Environment> {
  return readEnvironment(Environment);
}
