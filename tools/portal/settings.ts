import { z } from 'zod';

const urls = z
  .string()
  .transform((list) => list.split(',').filter(Boolean))
  .pipe(z.array(z.url()).min(1));

const Environment = z.object({
  PORT: z.coerce.number().int().min(1),
  NATS_URL: z.string().min(1),
  REJOIN_PORTAL_READER: z.string().min(1),
  REJOIN_GATEWAYS: urls,
  REJOIN_CONFIG_URL: z.url(),
  REJOIN_DEMO_KEY_FILE: z.string().min(1),
  REJOIN_PAGES: z.string().default('dist/web'),
});

export interface PortalSettings {
  readonly port: number;
  readonly natsUrl: string;
  /** The durable consumer with which the portal reads every stream. */
  readonly reader: string;
  /** The base URLs of the gateways. The widget reaches them through proxies that can be interrupted. */
  readonly gateways: readonly string[];
  /** The base URL of the config service, for a link to its page. */
  readonly config: string;
  /** The ES256 key (PKCS8 PEM) that signs the tokens of customers. */
  readonly keyFile: string;
  /** The folder of the built pages. */
  readonly pages: string;
}

/** Throws a ZodError that lists missing settings. */
export function readSettings(environment: NodeJS.ProcessEnv): PortalSettings {
  const read = Environment.parse(environment);
  return {
    port: read.PORT,
    natsUrl: read.NATS_URL,
    reader: read.REJOIN_PORTAL_READER,
    gateways: read.REJOIN_GATEWAYS,
    config: read.REJOIN_CONFIG_URL,
    keyFile: read.REJOIN_DEMO_KEY_FILE,
    pages: read.REJOIN_PAGES,
  };
}
