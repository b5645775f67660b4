import { z } from 'zod';
import { plainText } from '../primitives';

/**
 * Grows by one with every release that adds something to the protocol of the sockets. 1 is release 0.1.0, whose
 * clients and gateways do not say it.
 */
export const protocolRevision = 2;

/** What a gateway has beyond revision 1, by name, for clients that go by what is there. */
export const gatewayFeatures = {
  'refused-by-name': 'A request that is not understood is refused, and the connection stays.',
  'redirect-on-requests': '`send`, `extend` and `close` are told the Redirect URL when they are too late.',
  'ask-first': '`start` knows `askFirst`, and `reconnectable` knows `connected`.',
  'queue-pushed': 'A desk is told by `queue-changed` who waits, without asking.',
} as const;

const Features = z.array(z.string().max(50)).max(100);
const Revision = z.int().min(1);

/** What a client says of itself in its first frame. Left out: revision 1. */
export const ClientVersion = z.object({
  revision: Revision.describe('of the protocol that the client was written for'),
  name: plainText(100).optional().describe('for logs, such as `shop-app/3.2`'),
});

/** What a gateway says of itself in the answer to the first frame. */
export const GatewayVersion = z.object({
  revision: Revision.describe('of the protocol that the gateway speaks'),
  oldest: Revision.describe('clients below this revision are refused as `client-too-old`'),
  features: Features.describe('names of what it has beyond revision 1'),
});
export type GatewayVersion = z.infer<typeof GatewayVersion>;
