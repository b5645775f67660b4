import { ReaderNames } from '@rejoin/contracts';
import { Followed, natsAddress, natsAddresses, SecretValues } from '@rejoin/kernel';
import { z } from 'zod';
import { CommaList } from './environment-lists';
import { ServiceLog } from './log';
import { readSecret, withSecretFiles } from './secret-files';

const trusted = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be addresses or subnets (10.0.0.0/8), separated by commas',
});

const port = z.coerce
  .number('must be a number from 0 to 65535')
  .int('must be a number from 0 to 65535')
  .min(0, 'must be a number from 0 to 65535')
  .max(65_535, 'must be a number from 0 to 65535');

/** The balancers whose `X-Forwarded-For` counts. Empty: none. */
const Balancers = CommaList.pipe(z.array(trusted));

/**
 * A secret that may have several values while it is changed, one on each line. From a file they are read again while the
 * service runs.
 */
export function secretValues(value: z.ZodType<string>) {
  const wrongIn = (line: string) => value.safeParse(line).error?.issues[0]?.message;
  return z.string({ error: 'must be a secret: npm run secrets makes it' }).transform((text, context) => {
    try {
      return new SecretValues(text, wrongIn);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
}

const isNatsUrl = (url: string) =>
  /^((nats|tls):\/\/)?[^/\s]+\/?(\?.*)?$/.test(url) && URL.canParse(natsAddress(url));
const natsUrls = 'must be addresses such as nats://<user>@<host>:4222 or tls://…, separated by commas';

const ServiceEnvironment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(0),
  OPS_PORT: port.optional(),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must be an address such as postgres://<role>@<host>:5432/rejoin',
  }),
  /** Replaces a password in DATABASE_URL. */
  DATABASE_PASSWORD: secretValues(z.string().max(1_024)).optional(),
  NATS_URL: z.string(natsUrls).refine((urls) => urls.split(',').every(isNatsUrl), natsUrls),
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
  const { data, problems } = parse(schema, source);
  if (problems.length > 0) throw new EnvironmentError(textOf(problems));
  for (const name of namesOf(schema)) follow(name, (data as Record<string, unknown>)[name], source);
  return data as z.infer<Schema>;
}

/** Throws an error that names what is wrong or missing for any of the schemas, and for that of every service. */
export function assertEnvironment(
  schemas: readonly z.ZodType[],
  source: NodeJS.ProcessEnv = process.env,
): void {
  const problems = [ServiceEnvironment, ...schemas].flatMap((schema) => parse(schema, source).problems);
  if (problems.length > 0) throw new EnvironmentError(textOf([...new Set(problems)]));
}

function parse(schema: z.ZodType, source: NodeJS.ProcessEnv) {
  const { values, unreadable } = withSecretFiles(source, namesOf(schema));
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const { data, error } = schema.safeParse(given);
  // A file that cannot be read is reported once, and not as a missing variable too.
  const issues = error?.issues.filter(({ path }) => !unreadable.some(({ name }) => name === path[0])) ?? [];
  const problems = [
    ...unreadable.map(({ problem }) => problem),
    ...issues.map((issue) => problemOf(issue, given)),
  ];
  return { data, problems };
}

function namesOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function textOf(problems: readonly string[]): string {
  const lines = problems.map((problem) => `  ${problem}`).join('\n');
  return `The environment cannot be used. docs/operators.md, "Environment", describes each variable:\n${lines}`;
}

/** Names the variable, and never its value, which may be a secret. */
function problemOf({ path, message }: z.core.$ZodIssue, given: NodeJS.ProcessEnv): string {
  const name = String(path[0]);
  const isMissing = given[name] === undefined && path.length === 1;
  if (isMissing && message.startsWith('must ')) return `${name}: is missing; it ${message}`;
  if (isMissing && message.startsWith('Invalid input')) return `${name}: is missing`;
  return `${path.join('.')}: ${message}`;
}

export function readServiceEnvironment(source: NodeJS.ProcessEnv = process.env): ServiceEnvironment {
  const environment = readEnvironment(ServiceEnvironment, source);
  return {
    ...environment,
    DATABASE_URL: withPassword(environment.DATABASE_URL, environment.DATABASE_PASSWORD?.newest),
    NATS_URL: natsAddresses(environment.NATS_URL)
      .map(({ href }) => withPassword(href, environment.NATS_PASSWORD?.newest))
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
