import { families, integratorDurable, streamOf, subjectsOf, type ServiceName } from '@rejoin/contracts';

export const serviceNames: readonly ServiceName[] = [
  'config',
  'routing',
  'reconnection-timer',
  'session-gateway',
];

/** Who may connect: each service, whoever operates the system, and the systems that only read facts. */
export const natsUsers = [...serviceNames, 'operator', 'integrator'] as const;
export type NatsUser = (typeof natsUsers)[number];

interface Permissions {
  publish: { allow: string[] };
  subscribe: { allow: string[] };
  allow_responses?: boolean;
}

/** The subjects of a user; undefined: all. Replies go to inboxes that carry the user's name. */
export function permissionsOf(user: NatsUser): Permissions | undefined {
  if (user === 'operator') return undefined;
  if (user === 'integrator') return readerPermissions(user, integratorDurable);
  const permissions = service(user);
  permissions.subscribe.allow.push(`_INBOX_${user}.>`);
  return permissions;
}

function service(name: ServiceName): Permissions {
  const own = streamOf(name);
  const produced = families.filter((family) => family.producer === name).map(subjectsOf);
  return {
    publish: {
      allow: [
        ...produced,
        'rejoin.rpc.>',
        `rejoin.bell.${name}.>`,
        '$JS.API.INFO',
        `$JS.API.STREAM.*.${own}`,
        `$JS.API.STREAM.MSG.*.${own}`,
        `$JS.API.DIRECT.GET.${own}.>`,
        ...serviceNames.map((other) => `$JS.API.STREAM.INFO.${streamOf(other)}`),
        ...consumed(name).flatMap(([stream, durable]) => consumerApi(stream, durable)),
        ...consumerApi(own, integratorDurable),
      ],
    },
    subscribe: { allow: [`rejoin.rpc.${name}.>`, `rejoin.bell.${name}.>`] },
    allow_responses: true,
  };
}

/** Every durable that the service may have: one per family. */
function consumed(name: ServiceName): (readonly [stream: string, durable: string])[] {
  return families.map((family) => [streamOf(family.producer), `${name}--${family.name}`]);
}

function consumerApi(stream: string, durable: string): string[] {
  return [
    `$JS.API.CONSUMER.CREATE.${stream}.${durable}`,
    `$JS.API.CONSUMER.CREATE.${stream}.${durable}.>`,
    `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.${durable}`,
    `$JS.API.CONSUMER.DELETE.${stream}.${durable}`,
    ...consumerReading(stream, durable),
  ];
}

function consumerReading(stream: string, durable: string): string[] {
  return [
    `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
    `$JS.ACK.${stream}.${durable}.>`,
  ];
}

/** Somebody who may make consumers can have the server deliver into any subject: hence reading only. */
function readerPermissions(user: string, durable: string): Permissions {
  const streams = serviceNames.map(streamOf);
  return {
    publish: { allow: streams.flatMap((stream) => consumerReading(stream, durable)) },
    subscribe: { allow: [`_INBOX_${user}.>`] },
  };
}

export interface NatsConfig {
  /** Where it listens; 127.0.0.1 when left out. */
  host?: string;
  port: number;
  storeDir: string;
  /** Passwords per user. Left out: whoever reaches the port may do everything. */
  passwords?: Readonly<Record<NatsUser, string>>;
  /** Passwords of further systems that only read, each through the durables of its own name. */
  readers?: Readonly<Record<string, string>>;
  /** Syncs every message to disk. Servers before 2.10 cannot. */
  syncAlways?: boolean;
}

/** The text of a nats-server configuration file (its format includes JSON). */
export function natsConfig({
  host = '127.0.0.1',
  port,
  storeDir,
  passwords,
  readers = {},
  syncAlways,
}: NatsConfig): string {
  const further = Object.entries(readers).map(([user, password]) => {
    return { user, password, permissions: readerPermissions(user, user) };
  });
  return JSON.stringify(
    {
      host,
      port,
      server_name: 'rejoin',
      max_payload: 1_048_576,
      jetstream: { store_dir: storeDir, ...(syncAlways === true ? { sync_interval: 'always' } : {}) },
      ...(passwords === undefined
        ? {}
        : { authorization: { users: [...natsUsers.map((user) => account(user, passwords)), ...further] } }),
    },
    null,
    2,
  );
}

function account(user: NatsUser, passwords: Readonly<Record<NatsUser, string>>) {
  return { user, password: passwords[user], permissions: permissionsOf(user) };
}
