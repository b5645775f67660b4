import { z } from 'zod';

/**
 * The durable pull consumer that exists on every stream for one system that only reads. A user who may create consumers
 * can make the server deliver to any subject, so readers get durable consumers instead of the right to create them.
 */
export const integratorDurable = 'integrator';

const taken = ['config', 'routing', 'reconnection-timer', 'session-gateway', 'operator'];

/**
 * The name of another system that only reads: of its NATS user and of its durable consumers. The durables of services
 * have two consecutive hyphens (`routing--session`), so the name of a reader never equals one of them.
 */
const ReaderName = z
  .string()
  .max(30)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens')
  .refine((name) => ![...taken, integratorDurable].includes(name), 'is taken');

/** The names of readers, separated by commas. */
export const ReaderNames = z
  .string()
  .transform((list) => list.split(',').flatMap((one) => one.trim() || []))
  .pipe(z.array(ReaderName));

/** The durable consumers that a producer keeps on its stream for systems that only read. */
export function readingDurables(readers: readonly string[]): readonly string[] {
  return [integratorDurable, ...readers];
}
