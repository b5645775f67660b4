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
  /** The durable on every stream that the portal reads through. */
  readonly reader: string;
  /** Base URLs of the gateways: the widget reaches them through lines that can be cut. */
  readonly gateways: readonly string[];
  /** Base URL of the config service, for a way to its page. */
  readonly config: string;
  /** ES256 key (PKCS8 PEM) with which customers are signed in. */
  readonly keyFile: string;
  /** Folder of the built pages. */
  readonly pages: string;
}

/** Throws a ZodError that names what is missing. */
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
