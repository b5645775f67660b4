import { z } from 'zod';
import { plainText } from '../primitives';

/**
 * The revision of the socket protocol. Each release that adds something to the protocol increases it by one.
 * Release 0.1.0 has revision 1; its clients and gateways do not send it.
 */
export const protocolRevision = 2;

/** The features that were added after revision 1, by name, for clients that check for features. */
export const gatewayFeatures = {
  'refused-by-name': 'An unknown request is refused by name, and the connection stays open.',
  'redirect-on-requests': '`send`, `extend` and `close` receive the Redirect URL when they are too late.',
  'ask-first': '`start` accepts `askFirst`, and `reconnectable` accepts `connected`.',
  timeline: 'Replies to the first frame contain `timeline`, and `resume` and `sign-in` accept it.',
  'queue-pushed': 'The gateway sends `queue-changed` to desks when the queue changes.',
  page: 'A customer can report the current page with `page`.',
} as const;

const Features = z.array(z.string().max(50)).max(100);
const Revision = z.int().min(1);

/**
 * The history of the gateway's database. It is another one after a restore from a backup; entries that the client received
 * before may then not exist any more.
 */
export const GatewayTimeline = z.uuid();

/** The version of a client, in its first frame. A client without it has revision 1. */
export const ClientVersion = z.object({
  revision: Revision.describe('the protocol revision that the client was written for'),
  name: plainText(100).optional().describe('a name for logs, such as `shop-app/3.2`'),
});

/** The version of a gateway, in the reply to the first frame. */
export const GatewayVersion = z.object({
  revision: Revision.describe('the protocol revision of the gateway'),
  oldest: Revision.describe('clients with a lower revision are refused with `client-too-old`'),
  features: Features.describe('the features that it has beyond revision 1'),
});
export type GatewayVersion = z.infer<typeof GatewayVersion>;
