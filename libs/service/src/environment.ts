import { z } from 'zod';

const ServiceEnvironment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  NATS_URL: z.string().min(1),
  NATS_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  REJOIN_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type ServiceEnvironment = z.infer<typeof ServiceEnvironment>;

/** Reads and checks environment variables; what is wrong or missing is said by name, all at once. */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  source: NodeJS.ProcessEnv = process.env,
): z.infer<Schema> {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new EnvironmentError(`The environment is not complete:\n${problems.join('\n')}`);
}

export function readServiceEnvironment(): ServiceEnvironment {
  return readEnvironment(ServiceEnvironment);
}

export class EnvironmentError extends Error {}
