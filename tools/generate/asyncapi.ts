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

/** A fact's place in the document. */
interface Place {
  readonly family: Family;
  readonly type: string;
  readonly schema: z.ZodObject;
}

const places: readonly Place[] = families.flatMap((family) =>
  Object.entries(family.facts).map(([type, schema]) => ({ family, type, schema })),
);

/** The AsyncAPI 3.0 document of every fact on the bus, for systems that only read. */
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
        org: { description: 'The organisation. `default` in this release.' },
        id: { description: "The aggregate's id: the `subject` of the envelope." },
      },
      securitySchemes: {
        integrator: {
          type: 'userPassword',
          description: 'The NATS user `integrator`: it reads facts, and may do nothing else.',
        },
      },
    },
  };
}

const nats: JsonObject = {
  host: '{host}',
  protocol: 'nats',
  description: 'NATS with JetStream 2.9 or newer.',
  variables: { host: { default: '127.0.0.1:4222', description: 'As in NATS_URL.' } },
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
        'Nats-Msg-Id': { type: 'string', description: "the envelope's id" },
        traceparent: { type: 'string', description: 'W3C trace context' },
      },
    },
    payload: embeddedSchema(envelopeOf(family, type, schema)),
  };
}

/** The envelope with this fact inside. */
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

const guide = `Facts are published after they are true, as CloudEvents 1.0 in structured JSON.

Each is kept for 7 days in the JetStream stream named in \`x-jetstream\` of its channel. Read it through the pull
durable named there; it stands ready on every stream. Acknowledge a message when you are done with it.

Delivery is at least once. (\`family\`, \`subject\`, \`version\`) names a fact for ever; the versions of one
(\`family\`, \`subject\`) are 1, 2, 3, ... without gaps. Keep the last version that you applied: a lower or equal one
is a repetition (acknowledge it), the next one is to be applied, a higher one has overtaken its predecessor: hold it in
memory and do not give it back. A predecessor does not exist for this reader when it has not come for 10 s although
nothing more is to be delivered (\`num_pending\`) and everything that is not acknowledged (\`num_ack_pending\`) is held, or
for 45 s in any case: go on with the lowest version that is held. There is no order between different subjects or
families.
After a loss of NATS's data the facts of the retention are published again, the oldest first. The rule in full is in
docs/integrators.md.

A fact carries ids, codes and sizes; never texts of conversations, names of people, tokens or secrets. Settings are
whole: QuickReplyChanged has the text of a prepared message. New fields and new facts may appear
within v1: ignore what you do not know.`;
