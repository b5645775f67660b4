import { z } from 'zod';
import { boundedMap } from './primitives';
import type { Family } from './facts/family';
import { families } from './facts/families';

/** The message in which a fact is published: CloudEvents 1.0, structured mode, JSON. */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().max(100).describe('/rejoin/<service>'),
  type: z.string().max(200).describe('rejoin.v1.<Fact>'),
  subject: z.string().max(200).describe('the id of the aggregate'),
  time: z.iso.datetime({ precision: 3 }),
  datacontenttype: z.literal('application/json'),
  org: z.string().max(64),
  family: z.string().max(50),
  version: z.int().min(1).describe('per (family, subject): 1, 2, 3, ... without gaps'),
  previous: z
    .string()
    .max(2_000)
    .optional()
    .describe(
      'the last version of each kind of fact before this one: "ConversationStarted=1 MessageSent=6"; empty when there is none; absent in facts of release 0.1.0',
    ),
  timeline: z
    .uuid()
    .optional()
    .describe(
      "the history of the producer's database; another one after a restore from a backup, and then versions above those of the backup are other facts; absent in facts of release 0.1.0",
    ),
  traceparent: z.string().max(200).optional(),
  data: boundedMap(z.string().max(100), z.unknown(), 100),
});
export type Envelope = z.infer<typeof Envelope>;

const typePrefix = 'rejoin.v1.';

/** `CustomerDisconnected` -> `rejoin.v1.CustomerDisconnected`. */
export function eventType(fact: string): string {
  return typePrefix + fact;
}

/** `rejoin.v1.CustomerDisconnected` -> `CustomerDisconnected`. */
export function kindOf(type: string): string {
  return type.startsWith(typePrefix) ? type.slice(typePrefix.length) : type;
}

/**
 * The version that a reader of only these kinds must have applied before this fact. The versions in between are of
 * other kinds. For a fact without `previous`, it is the version before, of any kind.
 */
export function predecessorOf(
  { version, previous }: Pick<Envelope, 'version' | 'previous'>,
  kinds: readonly string[],
): number {
  if (previous === undefined) return version - 1;
  const last = new Map(previous.split(' ').map((one) => one.split('=') as [string, string]));
  return Math.max(0, ...kinds.map((kind) => Number(last.get(kind) ?? 0)));
}

/** Where a fact is published: `rejoin.v1.<org>.<family>.<fact>.<id>`. */
export function subjectOf(org: string, family: string, fact: string, id: string): string {
  return `${typePrefix}${org}.${family}.${kebab(fact)}.${id}`;
}

/** The subject filter for a whole family, in all organisations. */
export function subjectsOf(family: Family): string {
  return `${typePrefix}*.${family.name}.>`;
}

/** The subject filter for one kind of fact, in all organisations. */
export function subjectsOfKind(family: Family, fact: string): string {
  return `${typePrefix}*.${family.name}.${kebab(fact)}.*`;
}

/** The name of the stream that contains the facts of a service. */
export function streamOf(producer: Family['producer']): string {
  return `REJOIN_${producer.replaceAll('-', '_').toUpperCase()}`;
}

/** Parses an envelope, and its data by the schema of the fact. Throws a ZodError if either is invalid. */
export function parseEnvelope(raw: unknown): Envelope & { fact: { type: string; data: unknown } } {
  const envelope = Envelope.parse(raw);
  const type = kindOf(envelope.type);
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
