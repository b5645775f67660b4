import { integratorDurable } from '@rejoin/contracts';
import { clusterConfig, type NatsCluster, type NatsRouteTls } from './nats-cluster';
import { byReader, type ReaderLogins } from '@rejoin/kernel';
import {
  inReadersAccount,
  operator,
  readerRights,
  readersApi,
  readingSubjects,
  serviceNames,
  serviceRights,
} from './nats-rights';

/** The users of NATS: each service, the operator, and the first reader of facts. */
export const natsUsers = [...serviceNames, operator, integratorDurable] as const;
export type NatsUser = (typeof natsUsers)[number];

export interface NatsConfig {
  /** The host to listen on. The default is 127.0.0.1. */
  host?: string;
  port: number;
  /** The monitoring port on the same host. Without it, there is no monitoring. */
  monitorPort?: number;
  storeDir: string;
  /** The passwords of the users. Without them, every client that reaches the port has all rights. */
  passwords?: Readonly<Record<NatsUser, string>>;
  /**
   * The passwords of further readers, each of which reads through the durables of its name. Those of the first reader,
   * if there are any, replace its password above.
   */
  readers?: ReaderLogins;
  /** Syncs every message to disk. Servers before 2.10 cannot. */
  syncAlways?: boolean;
  /** Makes the server one of a cluster, in which streams can have several replicas. */
  cluster?: NatsCluster;
  /** Encrypts the connections of clients with this certificate. */
  clientTls?: Pick<NatsRouteTls, 'certFile' | 'keyFile'>;
}

/** Returns the text of a nats-server configuration file, whose format includes JSON. */
export function natsConfig({
  host = '127.0.0.1',
  port,
  monitorPort,
  storeDir,
  passwords,
  readers = {},
  syncAlways,
  cluster,
  clientTls,
}: NatsConfig): string {
  return JSON.stringify(
    {
      host,
      port,
      ...(monitorPort === undefined ? {} : { http: `${host}:${monitorPort}` }),
      server_name: cluster?.node ?? 'rejoin',
      max_payload: 1_048_576,
      jetstream: { store_dir: storeDir, ...(syncAlways === true ? { sync_interval: 'always' } : {}) },
      ...(clientTls === undefined
        ? {}
        : { tls: { cert_file: clientTls.certFile, key_file: clientTls.keyFile, timeout: 5 } }),
      ...(cluster === undefined ? {} : { cluster: clusterConfig(host, cluster) }),
      ...(passwords === undefined ? {} : { accounts: accounts(passwords, readers) }),
    },
    null,
    2,
  );
}

/**
 * The services and the operator share the account with the streams. Each reader has a separate account, because the server
 * delivers to every reply subject that a reader names, and a subject cannot leave its account.
 */
function accounts(passwords: Readonly<Record<NatsUser, string>>, further: ReaderLogins) {
  const readers = new Map([
    [integratorDurable, { [integratorDurable]: passwords.integrator }],
    ...byReader(further),
  ]);
  const names = [...readers.keys()];
  const furtherNames = names.filter((name) => name !== integratorDurable);
  const services = serviceNames.map((user) => {
    return { user, password: passwords[user], permissions: serviceRights(user, furtherNames) };
  });
  const operating = { user: operator, password: passwords.operator };
  return {
    [servicesAccount]: {
      jetstream: 'enabled',
      users: [...services, operating],
      exports: exportsTo(names),
    },
    ...Object.fromEntries([...readers].map(([name, logins]) => [name, reader(name, logins)])),
  };
}

const servicesAccount = 'REJOIN';

function reader(name: string, logins: ReaderLogins) {
  return {
    users: Object.entries(logins).map(([user, password]) => {
      return { user, password, permissions: readerRights(name, user) };
    }),
    mappings: readersApi,
    imports: readingSubjects(name).map((subject) => {
      return { service: { account: servicesAccount, subject }, to: inReadersAccount(subject) };
    }),
  };
}

/** Exports the subjects with a stream of responses, because one request for messages has many responses. */
function exportsTo(readers: readonly string[]) {
  const importers = new Map<string, string[]>();
  for (const name of readers) {
    for (const subject of readingSubjects(name)) {
      importers.set(subject, [...(importers.get(subject) ?? []), name]);
    }
  }
  return [...importers].map(([service, names]) => ({ service, response_type: 'stream', accounts: names }));
}
