import { protocolRevision, socketLimits, type Rate } from '@rejoin/contracts';
import { AllowedHostList, BaseUrls, CommaList, secretValues, TokenPublicKey } from '@rejoin/service';
import { z } from 'zod';

/** Parses a rate such as `60/100`, which allows 60 a minute in the long run and 100 at once. */
const rate = ({ value: { perSecond, burst } }: { value: Rate }) =>
  z
    .string()
    .default(`${perSecond * 60}/${burst}`)
    .pipe(z.string().regex(/^[1-9]\d{0,6}\/[1-9]\d{0,6}$/, 'must be <a minute>/<at once>, such as 60/100'))
    .transform((text) => {
      const [perMinute = 1, burst = 1] = text.split('/').map(Number);
      return { perSecond: perMinute / 60, burst };
    });

/** The environment variables of a gateway, in addition to those of every service. */
export const GatewayEnvironment = z.object({
  /** The keys that access tokens are checked with. */
  REJOIN_TOKEN_PUBLIC_KEY: secretValues(TokenPublicKey),
  /** The key that reconnect links are made with, and older ones that are accepted. */
  REJOIN_LINK_KEY: secretValues(
    z.string().regex(/^[A-Za-z0-9_-]{43,}$/, 'must be at least 32 random bytes as base64url'),
  ),
  /** The addresses at which browsers reach the gateways. */
  REJOIN_ENDPOINTS: BaseUrls,
  /** The public base URL of the administration, to which the desk links. Without it there is no link. */
  REJOIN_CONSOLE_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  /** Origins of pages that may show the desk in a frame. */
  REJOIN_DESK_FRAMED_BY: CommaList,
  /** Clients of an older revision of the protocol are refused as too old. */
  REJOIN_OLDEST_CLIENT: z.coerce.number().int().min(1).max(protocolRevision).default(1),
  /** Hosts that publish portals' keys and that are not on the internet. */
  REJOIN_JWKS_ALLOWED_HOSTS: AllowedHostList,
  /** The rates at which customers who are not signed in may start conversations. */
  REJOIN_STARTS_PER_ADDRESS: rate(socketLimits.startsOfAddress),
  REJOIN_STARTS_PER_WIDGET: rate(socketLimits.startsOfWidget),
  /** The rate of failed attempts with wrong secrets, links and tokens. */
  REJOIN_FAILURES_PER_ADDRESS: rate(socketLimits.failuresOfAddress),
  /** The maximum number of sockets that have not finished their first frame. */
  REJOIN_SILENT_SOCKETS_PER_ADDRESS: z.coerce
    .number()
    .int()
    .min(1)
    .max(4_000)
    .default(socketLimits.silentSockets.value),
});
export type GatewayEnvironment = z.infer<typeof GatewayEnvironment>;

/** The token under which Nest injects the environment. */
export const gatewayEnvironment = Symbol('GatewayEnvironment');

/** Returns the origins of the gateways, from which their own pages come. */
export const ownOrigins = ({ REJOIN_ENDPOINTS }: GatewayEnvironment): ReadonlySet<string> =>
  new Set(REJOIN_ENDPOINTS.map((url) => new URL(url).origin));
