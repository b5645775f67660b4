import {
  Envelope,
  eventType,
  families,
  integratorDurable,
  kebab,
  streamOf,
  type Family,
} from '@rejoin/contracts';
import { z } from 'zod';
import { describes, embeddedSchema, type Json, type JsonObject } from './json-schema';

/** A fact with its family. */
interface Place {
  readonly family: Family;
  readonly type: string;
  readonly schema: z.ZodObject;
}

const places: readonly Place[] = families.flatMap((family) =>
  Object.entries(family.facts).map(([type, schema]) => ({ family, type, schema })),
);

/** The AsyncAPI 3.0 document of all facts, for systems that read them. */
export function asyncApi(version: string): JsonObject {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rejoin: facts',
      version,
      description: guide,
      contact: { name: 'Rejoin', url: 'https://rejoin.dev' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: families.map(({ name, describes }) => ({ name, description: describes })),
    },
    defaultContentType: 'application/cloudevents+json',
    servers: { nats },
    channels: entries(places, ({ type }) => [type, channel]),
    operations: entries(places, ({ type }) => [`publish${type}`, operation]),
    components: {
      messages: entries(places, ({ type }) => [type, message]),
      parameters: {
        org: { description: 'The organisation. Always `default` in this release.' },
        id: { description: 'The id of the aggregate, which is the `subject` of the envelope.' },
      },
      securitySchemes: {
        integrator: {
          type: 'userPassword',
          description: 'The NATS user `integrator`, which can only read facts.',
        },
      },
    },
  };
}

const nats: JsonObject = {
  host: '{host}',
  protocol: 'nats',
  description: 'NATS with JetStream 2.9 or newer.',
  variables: { host: { default: '127.0.0.1:4222', description: 'The host and port of NATS_URL.' } },
  security: [{ $ref: '#/components/securitySchemes/integrator' }],
};

function channel({ family, type, schema }: Place): JsonObject {
  return {
    address: `rejoin.v1.{org}.${family.name}.${kebab(type)}.{id}`,
    title: type,
    summary: describes(schema),
    description: `Family \`${family.name}\`: ${family.describes}. The id is the \`${family.idField}\`.`,
    messages: { [type]: { $ref: `#/components/messages/${type}` } },
    parameters: {
      org: { $ref: '#/components/parameters/org' },
      id: { $ref: '#/components/parameters/id' },
    },
    servers: [{ $ref: '#/servers/nats' }],
    'x-jetstream': { stream: streamOf(family.producer), durable: integratorDurable },
  };
}

function operation({ family, type, schema }: Place): JsonObject {
  return {
    action: 'send',
    channel: { $ref: `#/channels/${type}` },
    messages: [{ $ref: `#/channels/${type}/messages/${type}` }],
    summary: `${family.producer} publishes ${type}.`,
    description: describes(schema),
  };
}

function message({ family, type, schema }: Place): JsonObject {
  return {
    name: eventType(type),
    title: type,
    summary: describes(schema),
    contentType: 'application/cloudevents+json',
    headers: {
      type: 'object',
      properties: {
        'Content-Type': { const: 'application/cloudevents+json' },
        'Nats-Msg-Id': { type: 'string', description: 'the id of the envelope' },
        traceparent: { type: 'string', description: 'W3C trace context' },
      },
    },
    payload: embeddedSchema(envelopeOf(family, type, schema)),
  };
}

/** The schema of the envelope of this fact. */
export function envelopeOf(family: Family, type: string, schema: z.ZodObject): z.ZodObject {
  return Envelope.extend({
    source: z.literal(`/rejoin/${family.producer}`),
    type: z.literal(eventType(type)),
    family: z.literal(family.name),
    subject: z.string().max(200).describe(`the ${family.idField}`),
    data: schema,
  });
}

function entries(
  all: readonly Place[],
  make: (place: Place) => readonly [name: string, value: (place: Place) => Json],
): JsonObject {
  return Object.fromEntries(
    all.map((place) => {
      const [name, value] = make(place);
      return [name, value(place)];
    }),
  );
}

const guide = `Facts are published after the commit of the change that they describe, as CloudEvents 1.0 in structured JSON.

The JetStream stream named in \`x-jetstream\` of a channel keeps each fact for 7 days. Read it through the durable pull
consumer named there, which exists on every stream. Acknowledge a message after you have processed it.

Delivery is at least once. (\`family\`, \`subject\`, \`version\`) identifies a fact permanently. The versions of one
(\`family\`, \`subject\`) are 1, 2, 3, ... without gaps. Store the last version that you applied. A lower or equal version
is a repetition: acknowledge it. Apply the next version. A higher version has overtaken its predecessor: keep it in
memory and do not acknowledge it negatively. Assume that the predecessor does not exist for this reader if it has not
arrived for 10 s although nothing more is to be delivered (\`num_pending\`) and all unacknowledged messages
(\`num_ack_pending\`) are kept in memory, or if it has not arrived for 45 s; then continue with the lowest version in
memory. There is no order between different subjects or families. If NATS loses its data, the facts of the last 7 days
are published again, the oldest first. docs/integrators.md has the complete rule.

A fact contains ids, codes and sizes, and never texts of conversations, names of people, tokens or secrets. Facts about
settings contain all settings; QuickReplyChanged contains the text of the quick reply. Later releases may add fields and
facts within v1: ignore those that you do not know.`;
