import { z } from 'zod';
import type { ServiceName } from '../facts/family';
import { type Rpc, rpc } from './rpc';

/** Missing facts of one aggregate: they were not received although a later fact was. */
export const Gap = z.object({
  aggregateId: z.string().max(200),
  fromVersion: z.int().min(1),
  toVersion: z.int().min(1),
});
export type Gap = z.infer<typeof Gap>;

/**
 * Asks a producer to publish facts again that are missing in the stream. Every service that consumes one of its families
 * may ask. The reply is the number of facts that are in the stream again, and the timeline that facts of now have.
 */
const republishBy = (service: ServiceName) =>
  rpc(
    service,
    'republish',
    z.object({
      family: z.string().max(50),
      gaps: z.array(Gap).max(100).describe('empty: only the timeline is wanted'),
      kinds: z
        .array(z.string().max(50))
        .max(50)
        .optional()
        .describe('only facts of these kinds; release 0.1.0 ignores this and publishes all'),
    }),
    z.object({
      published: z.int(),
      timeline: z
        .uuid()
        .optional()
        .describe('the timeline of the facts of this service; absent in release 0.1.0'),
    }),
  );

export const republish = {
  config: republishBy('config'),
  'session-gateway': republishBy('session-gateway'),
  'reconnection-timer': republishBy('reconnection-timer'),
  routing: republishBy('routing'),
} satisfies Record<ServiceName, Rpc>;
