import { ReaderNames } from '@rejoin/contracts';
import { z } from 'zod';
import { withSecretFiles } from './secret-files';

const trusted = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be addresses or subnets (10.0.0.0/8), separated by commas',
});

/** The balancers whose `X-Forwarded-For` counts. Empty: none. */
const Balancers = z
  .string()
  .transform((list) => list.split(',').flatMap((one) => one.trim() || []))
  .pipe(z.array(trusted));

const ServiceEnvironment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  OPS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Replaces a password in DATABASE_URL. */
  DATABASE_PASSWORD: z.string().max(1_024).optional(),
  NATS_URL: z.string().min(1),
  /** Replaces a password in NATS_URL. */
  NATS_PASSWORD: z.string().max(1_024).optional(),
  NATS_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  NATS_READERS: ReaderNames.optional(),
  REJOIN_TRUST_PROXY: Balancers.optional(),
  REJOIN_REQUEST_SECONDS: z.coerce.number().int().min(1).max(600).optional(),
  REJOIN_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type ServiceEnvironment = z.infer<typeof ServiceEnvironment>;

/**
 * Reads and checks environment variables. The error names every wrong or missing variable. An empty variable counts as
 * missing, because compose files pass unset variables as empty texts. `X_FILE` names a file that contains X.
 */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  source: NodeJS.ProcessEnv = process.env,
): z.infer<Schema> {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const { values, unreadable } = withSecretFiles(source, names);
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success && unreadable.length === 0) return parsed.data;
  const wrong = parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];
  const problems = [...unreadable, ...wrong].map((problem) => `  ${problem}`);
  throw new EnvironmentError(`The environment is not complete:\n${problems.join('\n')}`);
}

export function readServiceEnvironment(source: NodeJS.ProcessEnv = process.env): ServiceEnvironment {
  const environment = readEnvironment(ServiceEnvironment, source);
  return {
    ...environment,
    DATABASE_URL: withPassword(environment.DATABASE_URL, environment.DATABASE_PASSWORD),
    NATS_URL: environment.NATS_URL.split(',')
      .map((url) => withPassword(url, environment.NATS_PASSWORD))
      .join(','),
  };
}

/** Reads the address of Postgres alone, for commands that need nothing else. */
export function readDatabaseUrl(source: NodeJS.ProcessEnv = process.env): string {
  const Needed = ServiceEnvironment.pick({ DATABASE_URL: true, DATABASE_PASSWORD: true });
  const { DATABASE_URL: url, DATABASE_PASSWORD: password } = readEnvironment(Needed, source);
  return withPassword(url, password);
}

/** Adds the password to the address, if there is one. */
function withPassword(url: string, password: string | undefined): string {
  if (password === undefined) return url;
  const changed = new URL(url);
  changed.password = encodeURIComponent(password);
  return changed.href;
}

export class EnvironmentError extends Error {}
