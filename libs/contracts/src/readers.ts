import { z } from 'zod';

/**
 * The pull durable that stands ready on every stream for one system that only reads. Who may make consumers can have
 * the server deliver into any subject, so readers are given durables instead of the right to make their own.
 */
export const integratorDurable = 'integrator';

const taken = ['config', 'routing', 'reconnection-timer', 'session-gateway', 'operator'];

/**
 * The name of a further system that only reads: of its user in NATS and of its durables. Services' durables have two
 * hyphens in a row (`routing--session`), so no reader can take one of theirs.
 */
const ReaderName = z
  .string()
  .max(30)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens')
  .refine((name) => ![...taken, integratorDurable].includes(name), 'is taken');

/** Names of readers, separated by commas. */
export const ReaderNames = z
  .string()
  .transform((list) => list.split(',').flatMap((one) => one.trim() || []))
  .pipe(z.array(ReaderName));

/** The durables that a producer keeps on its stream for those who only read. */
export function readingDurables(readers: readonly string[]): readonly string[] {
  return [integratorDurable, ...readers];
}
