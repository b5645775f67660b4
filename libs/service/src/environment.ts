import { ReaderNames } from '@rejoin/contracts';
import { Followed, SecretValues } from '@rejoin/kernel';
import { z } from 'zod';
import { ServiceLog } from './log';
import { readSecret, withSecretFiles } from './secret-files';

const trusted = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be addresses or subnets (10.0.0.0/8), separated by commas',
});

/** The balancers whose `X-Forwarded-For` counts. Empty: none. */
const Balancers = z
  .string()
  .transform((list) => list.split(',').flatMap((one) => one.trim() || []))
  .pipe(z.array(trusted));

/**
 * A secret that may have several values while it is changed, one on each line. From a file they are read again while the
 * service runs.
 */
export function secretValues(value: z.ZodType<string>) {
  const wrongIn = (line: string) => value.safeParse(line).error?.issues[0]?.message;
  return z.string().transform((text, context) => {
    try {
      return new SecretValues(text, wrongIn);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
}

const ServiceEnvironment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  OPS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Replaces a password in DATABASE_URL. */
  DATABASE_PASSWORD: secretValues(z.string().max(1_024)).optional(),
  NATS_URL: z.string().min(1),
  /** Replaces a password in NATS_URL. */
  NATS_PASSWORD: secretValues(z.string().max(1_024)).optional(),
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
  if (parsed.success && unreadable.length === 0) {
    for (const name of names) follow(name, (parsed.data as Record<string, unknown>)[name], source);
    return parsed.data;
  }
  const wrong = parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];
  const problems = [...unreadable, ...wrong].map((problem) => `  ${problem}`);
  throw new EnvironmentError(`The environment is not complete:\n${problems.join('\n')}`);
}

export function readServiceEnvironment(source: NodeJS.ProcessEnv = process.env): ServiceEnvironment {
  const environment = readEnvironment(ServiceEnvironment, source);
  return {
    ...environment,
    DATABASE_URL: withPassword(environment.DATABASE_URL, environment.DATABASE_PASSWORD?.newest),
    NATS_URL: environment.NATS_URL.split(',')
      .map((url) => withPassword(url, environment.NATS_PASSWORD?.newest))
      .join(','),
  };
}

/** Reads the address of Postgres alone, for commands that need nothing else. */
export function readDatabaseUrl(source: NodeJS.ProcessEnv = process.env): string {
  const Needed = ServiceEnvironment.pick({ DATABASE_URL: true, DATABASE_PASSWORD: true });
  const { DATABASE_URL: url, DATABASE_PASSWORD: password } = readEnvironment(Needed, source);
  return withPassword(url, password?.newest);
}

/** Lets a secret of a file follow it. A file that cannot be used is an alarm: the process goes on with what it has. */
function follow(name: string, value: unknown, source: NodeJS.ProcessEnv): void {
  const file = source[`${name}_FILE`];
  if (!file || !(value instanceof Followed)) return;
  value.follow({
    read: () => readSecret(file),
    onProblem: (reason) => {
      const log = new ServiceLog('secrets', source['REJOIN_LOG_LEVEL'] || 'info');
      if (reason === undefined) log.info({ secret: name }, 'the file of a secret can be used again');
      else
        log.error(
          { alarm: 'secret-file-unusable', secret: name, reason },
          'the file of a secret cannot be used; the values from before are kept until it is mended',
        );
    },
  });
}

/** Adds the password to the address, if there is one. */
function withPassword(url: string, password: string | undefined): string {
  if (password === undefined) return url;
  const changed = new URL(url);
  changed.password = encodeURIComponent(password);
  return changed.href;
}

export class EnvironmentError extends Error {}
