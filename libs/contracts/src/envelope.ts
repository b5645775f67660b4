import { z } from 'zod';
import { boundedMap } from './primitives';
import type { Family } from './facts/family';
import { families } from './facts/families';

/** A CloudEvents 1.0 structured JSON message, as every fact stands on the bus. */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().max(100).describe('/rejoin/<service>'),
  type: z.string().max(200).describe('rejoin.v1.<Fact>'),
  subject: z.string().max(200).describe("the aggregate's id"),
  time: z.iso.datetime({ precision: 3 }),
  datacontenttype: z.literal('application/json'),
  org: z.string().max(64),
  family: z.string().max(50),
  version: z.int().min(1).describe('per (family, subject): 1, 2, 3, ... without gaps'),
  traceparent: z.string().max(200).optional(),
  data: boundedMap(z.string().max(100), z.unknown(), 100),
});
export type Envelope = z.infer<typeof Envelope>;

const typePrefix = 'rejoin.v1.';

/** `CustomerDisconnected` -> `rejoin.v1.CustomerDisconnected`. */
export function eventType(fact: string): string {
  return typePrefix + fact;
}

/** Where a fact is published: `rejoin.v1.<org>.<family>.<fact>.<id>`. */
export function subjectOf(org: string, family: string, fact: string, id: string): string {
  return `${typePrefix}${org}.${family}.${kebab(fact)}.${id}`;
}

/** What a subscriber of a whole family listens to, in every organisation. */
export function subjectsOf(family: Family): string {
  return `${typePrefix}*.${family.name}.>`;
}

/** The stream that holds a service's facts. */
export function streamOf(producer: Family['producer']): string {
  return `REJOIN_${producer.replaceAll('-', '_').toUpperCase()}`;
}

/** Parses an envelope and its data against the declared fact. Throws a ZodError on anything else. */
export function parseEnvelope(raw: unknown): Envelope & { fact: { type: string; data: unknown } } {
  const envelope = Envelope.parse(raw);
  const type = envelope.type.slice(typePrefix.length);
  const schema = families.find((family) => family.name === envelope.family)?.facts[type];
  if (!schema)
    throw new z.ZodError([
      { code: 'custom', path: ['type'], message: `unknown fact ${envelope.type}`, input: raw },
    ]);
  return { ...envelope, fact: { type, data: schema.parse(envelope.data) } };
}

export function kebab(pascal: string): string {
  return pascal.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}
