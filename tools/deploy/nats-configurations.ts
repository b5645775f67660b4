import { natsConfig, routeTls, type NatsConfig } from '@rejoin/servers';

export interface NatsTerms extends Pick<NatsConfig, 'storeDir' | 'readers'> {
  readonly passwords: NonNullable<NatsConfig['passwords']>;
  /** The servers of the cluster. Empty: one server alone. */
  readonly servers: readonly string[];
  /** With which the servers of the cluster admit each other, the newest first. There are several while it is changed. */
  readonly clusterPasswords: readonly string[];
  /** The folder of the certificates, as the servers see it. */
  readonly certificates: string;
  readonly clientTls: boolean;
}

/** The configuration of a server that is alone. */
const loneServer = 'nats';

const host = '0.0.0.0';
const port = 4222;
const routePort = 6222;

/** Returns the text of the configuration of each server. All have the same users and rights. */
export function natsConfigurations(terms: NatsTerms): Readonly<Record<string, string>> {
  const { storeDir, readers, passwords, servers, clusterPasswords, certificates, clientTls } = terms;
  const [secret = '', ...older] = clusterPasswords;
  const common = { host, port, storeDir, passwords, ...(readers ? { readers } : {}) };
  if (servers.length === 0) return { [loneServer]: natsConfig(common) };
  const members = servers.map((server) => `${server}:${routePort}`);
  return Object.fromEntries(
    servers.map((node) => {
      const tls = routeTls(certificates, node);
      const advertise = `${node}:${routePort}`;
      const admitsAnyPassword = older.length > 0;
      const cluster = { node, port: routePort, members, secret, admitsAnyPassword, tls, advertise };
      return [node, natsConfig({ ...common, cluster, ...(clientTls ? { clientTls: tls } : {}) })];
    }),
  );
}
