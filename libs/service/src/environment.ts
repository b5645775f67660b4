import { ReaderNames } from '@rejoin/contracts';
import { z } from 'zod';

const trusted = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be addresses or subnets (10.0.0.0/8), separated by commas',
});

/** Balancers whose word on a client's address (`X-Forwarded-For`) is taken. Empty: nobody's. */
const Balancers = z
  .string()
  .transform((list) => list.split(',').flatMap((one) => one.trim() || []))
  .pipe(z.array(trusted));

const ServiceEnvironment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  OPS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  NATS_URL: z.string().min(1),
  NATS_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  NATS_READERS: ReaderNames.optional(),
  REJOIN_TRUST_PROXY: Balancers.optional(),
  REJOIN_REQUEST_SECONDS: z.coerce.number().int().min(1).max(600).optional(),
  REJOIN_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type ServiceEnvironment = z.infer<typeof ServiceEnvironment>;

/**
 * Reads and checks environment variables; what is wrong or missing is said by name, all at once. An empty one counts
 * as missing: compose files pass what nobody set as an empty text.
 */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  source: NodeJS.ProcessEnv = process.env,
): z.infer<Schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new EnvironmentError(`The environment is not complete:\n${problems.join('\n')}`);
}

export function readServiceEnvironment(source: NodeJS.ProcessEnv = process.env): ServiceEnvironment {
  return readEnvironment(ServiceEnvironment, source);
}

export class EnvironmentError extends Error {}
