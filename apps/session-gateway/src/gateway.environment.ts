import { readEnvironment } from '@rejoin/service';
import { z } from 'zod';

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter(Boolean));

const Environment = z.object({
  /** Where browsers reach the gateways, all of them. */
  REJOIN_ENDPOINTS: list.pipe(z.array(z.url({ protocol: /^https?$/ }))),
  /** Origins of pages that may show the desk in a frame. */
  REJOIN_DESK_FRAMED_BY: list,
});

/** Where a gateway is reached, and who may show its page: read when the service starts. */
export function gatewayEnvironment(): z.infer<typeof Environment> {
  return readEnvironment(Environment);
}
