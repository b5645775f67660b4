import { AgentFrame, AgentRequest, CustomerFrame, CustomerRequest, socketPaths } from '@rejoin/contracts';
import type { z } from 'zod';
import { describes, embeddedSchema, type Json, type JsonObject } from './json-schema';

/** A socket of the gateway, with the frames of both directions. */
interface Channel {
  readonly name: 'customer' | 'agent';
  readonly path: string;
  readonly about: string;
  readonly security: JsonObject;
  readonly says: readonly z.ZodObject[];
  readonly hears: readonly z.ZodObject[];
}

const channels: readonly Channel[] = [
  {
    name: 'customer',
    path: socketPaths.chat,
    about: "A customer's connection. The first frame is `start` or `resume`.",
    security: {
      type: 'apiKey',
      in: 'password',
      description:
        'The secret in `start` and `resume`, which the client generates, and the `token` of the portal if the customer is signed in.',
    },
    says: CustomerRequest.options,
    hears: CustomerFrame.options,
  },
  {
    name: 'agent',
    path: socketPaths.desk,
    about: "An agent's desk. The first frame is `sign-in`.",
    security: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The access token in `sign-in`, from `POST /v1/sign-in`.',
    },
    says: AgentRequest.options,
    hears: AgentFrame.options,
  },
];

/** The AsyncAPI 3.0 document of the frames of a gateway's sockets. */
export function asyncApiFrames(version: string): JsonObject {
  const each = <T extends Json>(make: (channel: Channel) => readonly (readonly [string, T])[]) =>
    Object.fromEntries(channels.flatMap(make));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rejoin: frames',
      version,
      description: guide,
      contact: { name: 'Rejoin', url: 'https://rejoin.dev' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: channels.map(({ name, about }) => ({ name, description: about })),
    },
    defaultContentType: 'application/json',
    servers: {
      gateway: {
        host: '{host}',
        protocol: 'wss',
        description: 'Any gateway.',
        variables: { host: { default: 'chat.example', description: 'The host of the gateways.' } },
      },
    },
    channels: each((channel) => [[channel.name, channelOf(channel)]]),
    operations: each((channel) => [
      [`${channel.name}Says`, operationOf(channel, 'Says', 'receive')],
      [`${channel.name}Hears`, operationOf(channel, 'Hears', 'send')],
    ]),
    components: {
      securitySchemes: each(({ name, security }) => [[name, security]]),
      messages: each((channel) => [
        ...channel.says.map((frame) => messageOf(channel, 'Says', frame)),
        ...channel.hears.map((frame) => messageOf(channel, 'Hears', frame)),
      ]),
    },
  };
}

type Direction = 'Says' | 'Hears';

function typeOf(frame: z.ZodObject): string {
  return (frame.shape['type'] as z.ZodLiteral<string>).value;
}

function idOf({ name }: Channel, direction: Direction, frame: z.ZodObject): string {
  return `${name}${direction}-${typeOf(frame)}`;
}

function channelOf(channel: Channel): JsonObject {
  const ids = [
    ...channel.says.map((frame) => idOf(channel, 'Says', frame)),
    ...channel.hears.map((frame) => idOf(channel, 'Hears', frame)),
  ];
  return {
    address: channel.path,
    title: channel.path,
    summary: channel.about,
    description: channel.about,
    messages: Object.fromEntries(ids.map((id) => [id, { $ref: `#/components/messages/${id}` }])),
    servers: [{ $ref: '#/servers/gateway' }],
    bindings: { ws: { method: 'GET' } },
  };
}

function operationOf(channel: Channel, direction: Direction, action: 'send' | 'receive'): JsonObject {
  const frames = direction === 'Says' ? channel.says : channel.hears;
  const who = channel.name === 'customer' ? "A customer's client" : 'A desk';
  const summary = direction === 'Says' ? `${who} sends requests.` : `${who} receives replies and events.`;
  return {
    action,
    channel: { $ref: `#/channels/${channel.name}` },
    messages: frames.map((frame) => ({
      $ref: `#/channels/${channel.name}/messages/${idOf(channel, direction, frame)}`,
    })),
    summary,
    description: summary,
    security: [{ $ref: `#/components/securitySchemes/${channel.name}` }],
  };
}

function messageOf(
  channel: Channel,
  direction: Direction,
  frame: z.ZodObject,
): readonly [string, JsonObject] {
  const type = typeOf(frame);
  const who =
    direction === 'Says'
      ? `The client of the ${channel.name} sends`
      : `The gateway sends the ${channel.name}`;
  return [
    idOf(channel, direction, frame),
    {
      name: type,
      title: `${type} (${direction === 'Says' ? 'from' : 'to'} the ${channel.name})`,
      summary: describes(frame) || `${who} \`${type}\`.`,
      contentType: 'application/json',
      payload: embeddedSchema(frame),
    },
  ];
}

const guide = `A frame is a text message of a WebSocket without subprotocol: one JSON object with a \`type\`.

Every frame of a client has a \`requestId\` and gets exactly one reply while the connection is open. Ignore frames with an
unknown \`type\`, and unknown fields. docs/protocol.md describes the complete protocol, with order, repetition and close
codes. Without WebSocket, a customer's client sends the same frames over HTTP: see the OpenAPI document of the gateway.`;
