import { integratorDurable } from '@rejoin/contracts';
import {
  inReadersAccount,
  readerRights,
  readersApi,
  readingSubjects,
  serviceNames,
  serviceRights,
} from './nats-rights';

/** Who may connect: each service, whoever operates the system, and the first of those who only read facts. */
export const natsUsers = [...serviceNames, 'operator', integratorDurable] as const;
export type NatsUser = (typeof natsUsers)[number];

export interface NatsConfig {
  /** Where it listens; 127.0.0.1 when left out. */
  host?: string;
  port: number;
  /** Where it says how it is, on the same host; nowhere when left out. */
  monitorPort?: number;
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
  monitorPort,
  storeDir,
  passwords,
  readers = {},
  syncAlways,
}: NatsConfig): string {
  return JSON.stringify(
    {
      host,
      port,
      ...(monitorPort === undefined ? {} : { http: `${host}:${monitorPort}` }),
      server_name: 'rejoin',
      max_payload: 1_048_576,
      jetstream: { store_dir: storeDir, ...(syncAlways === true ? { sync_interval: 'always' } : {}) },
      ...(passwords === undefined ? {} : { accounts: accounts(passwords, readers) }),
    },
    null,
    2,
  );
}

/**
 * The services and the operator share one account, in which the streams are. Each reader has an account of its own:
 * the server delivers to whatever reply subject a reader names, and an account is what such a subject cannot leave.
 */
function accounts(passwords: Readonly<Record<NatsUser, string>>, further: Readonly<Record<string, string>>) {
  const readers = { [integratorDurable]: passwords.integrator, ...further };
  const services = serviceNames.map((user) => {
    return { user, password: passwords[user], permissions: serviceRights(user, Object.keys(further)) };
  });
  const operator = { user: 'operator', password: passwords.operator };
  return {
    [servicesAccount]: {
      jetstream: 'enabled',
      users: [...services, operator],
      exports: exportsTo(Object.keys(readers)),
    },
    ...Object.fromEntries(Object.entries(readers).map(([user, password]) => [user, reader(user, password)])),
  };
}

const servicesAccount = 'REJOIN';

function reader(user: string, password: string) {
  return {
    users: [{ user, password, permissions: readerRights(user) }],
    mappings: readersApi,
    imports: readingSubjects(user).map((subject) => {
      return { service: { account: servicesAccount, subject }, to: inReadersAccount(subject) };
    }),
  };
}

/** One request for messages is answered by many of them, hence a stream of responses. */
function exportsTo(readers: readonly string[]) {
  const importers = new Map<string, string[]>();
  for (const name of readers) {
    for (const subject of readingSubjects(name)) {
      importers.set(subject, [...(importers.get(subject) ?? []), name]);
    }
  }
  return [...importers].map(([service, names]) => ({ service, response_type: 'stream', accounts: names }));
}
