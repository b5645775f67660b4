import {
  durableOfFamily,
  durablesOf,
  families,
  followed,
  questionsOf,
  readingDurables,
  rpcSubject,
  streamOf,
  subjectsOf,
  webhookDurable,
  webhookStreams,
  type ServiceName,
} from '@rejoin/contracts';

export const serviceNames: readonly ServiceName[] = [
  'config',
  'routing',
  'reconnection-timer',
  'session-gateway',
];

/** The user of people who operate the system. It may send every rpc. */
export const operator = 'operator';

const streams = serviceNames.map(streamOf);

/** The subjects that a user may publish and subscribe to. The inboxes for replies have the user's name. */
export interface Permissions {
  publish: { allow: string[] };
  subscribe: { allow: string[] };
}

/**
 * Returns the rights of a service: to publish its facts, to send the rpcs that the table of `contracts` names, and to answer
 * their callers and the operator. `allow_responses` would allow answers without the table, but nats-server 2.9 then searches a map for
 * every message that it delivers.
 */
export function serviceRights(name: ServiceName, readers: readonly string[]): Permissions {
  const own = streamOf(name);
  const produced = families.filter((family) => family.producer === name).map(subjectsOf);
  const askers = serviceNames.filter((one) => questionsOf(one).some(({ service }) => service === name));
  return {
    publish: {
      allow: [
        ...produced,
        ...questionsOf(name).map(rpcSubject),
        ...askers.map(inboxOf),
        inboxOf(operator),
        `rejoin.bell.${name}.>`,
        '$JS.API.INFO',
        `$JS.API.STREAM.*.${own}`,
        `$JS.API.STREAM.MSG.*.${own}`,
        `$JS.API.DIRECT.GET.${own}.>`,
        ...streams.map((stream) => `$JS.API.STREAM.INFO.${stream}`),
        ...followed[name].flatMap((one) => {
          const durables = new Set(
            [durableOfFamily(name, one.family), ...durablesOf(name, one)].map(({ name }) => name),
          );
          return [...durables].flatMap((durable) => {
            const at = [streamOf(one.family.producer), durable] as const;
            return [...consumerMaking(...at), ...consumerReading(...at)];
          });
        }),
        ...(name === 'config' ? webhookStreams : []).flatMap((stream) => [
          ...consumerMaking(stream, webhookDurable),
          ...consumerReading(stream, webhookDurable),
        ]),
        ...readingDurables(readers).flatMap((durable) => consumerMaking(own, durable)),
      ],
    },
    subscribe: { allow: [`rejoin.rpc.${name}.*`, `rejoin.bell.${name}.>`, inboxOf(name)] },
  };
}

/**
 * Returns the subjects of a reader. It pulls from its own durables and acknowledges. It may also read every message by its
 * sequence or subject, which changes no position.
 */
export function readingSubjects(reader: string): string[] {
  return streams.flatMap((stream) => [
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.STREAM.MSG.GET.${stream}`,
    ...consumerReading(stream, reader),
  ]);
}

/**
 * Returns the rights of one of the users of the reader within its own account, which has only the imports of these subjects.
 * Both users may have the inbox of the reader.
 */
export function readerRights(reader: string, user: string): Permissions {
  return {
    publish: { allow: readingSubjects(reader).map(inReadersAccount) },
    subscribe: { allow: [...new Set([reader, user])].map(inboxOf) },
  };
}

/**
 * Maps the API of JetStream to another name in the accounts of readers. In an account without JetStream, nats-server itself
 * answers `$JS.API.>` with "not enabled" before the account with the streams can.
 */
export const readersApi = { '$JS.API.>': 'REJOIN.API.>' } as const;

export function inReadersAccount(subject: string): string {
  return subject.replace(/^\$JS\.API\./, 'REJOIN.API.');
}

function inboxOf(user: string): string {
  return `_INBOX_${user}.>`;
}

function consumerMaking(stream: string, durable: string): string[] {
  return [
    `$JS.API.CONSUMER.CREATE.${stream}.${durable}`,
    `$JS.API.CONSUMER.CREATE.${stream}.${durable}.>`,
    `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.${durable}`,
    `$JS.API.CONSUMER.DELETE.${stream}.${durable}`,
    `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
  ];
}

function consumerReading(stream: string, durable: string): string[] {
  return [
    `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
    `$JS.ACK.${stream}.${durable}.>`,
  ];
}
