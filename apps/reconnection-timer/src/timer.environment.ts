import { readEnvironment } from '@rejoin/service';
import { z } from 'zod';

const Environment = z.object({
  /** An outage of the timer moves the deadlines that it met by its length, at most by this. */
  REJOIN_OUTAGE_EXTENSION_SECONDS: z.coerce.number().int().min(0).max(86_400).default(900),
});

/** What the timer reads from its environment beside what every service does. */
export function timerEnvironment(): z.infer<typeof Environment> {
  return readEnvironment(Environment);
}
