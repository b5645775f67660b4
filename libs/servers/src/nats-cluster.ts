/** The files, as the server sees them, with which it proves to the others who it is and finds out who they are. */
export interface NatsRouteTls {
  readonly certFile: string;
  readonly keyFile: string;
  /** The certificate of the authority of the cluster. */
  readonly authorityFile: string;
}

/** A server's place in a cluster. Each server of a cluster has the same members, secret and authority. */
export interface NatsCluster {
  /** The name of this server, which must stay the same: JetStream identifies its copies by it. */
  readonly node: string;
  /** The port for the other servers, on the same host. */
  readonly port: number;
  /** `host:port` of the servers' ports for each other. */
  readonly members: readonly string[];
  /** The password with which the servers admit each other. */
  readonly secret: string;
  /**
   * While the password is changed, the certificate alone admits a server, so that servers with the old and the new
   * password reach each other.
   */
  readonly admitsAnyPassword?: boolean;
  /** `host:port` of this server, when its certificate is for a name: the servers tell each other addresses otherwise. */
  readonly advertise?: string;
  readonly tls: NatsRouteTls;
}

const routeUser = 'cluster';

/**
 * Servers admit each other by a certificate of their own authority and a password. Clients are told of no other servers, because
 * the addresses that servers see may not be reachable for them.
 */
export function clusterConfig(host: string, cluster: NatsCluster) {
  const { port, members, secret, admitsAnyPassword = false, advertise, tls } = cluster;
  return {
    name: 'rejoin',
    host,
    port,
    no_advertise: true,
    ...(advertise === undefined ? {} : { advertise }),
    ...(admitsAnyPassword ? {} : { authorization: { user: routeUser, password: secret, timeout: 5 } }),
    tls: {
      cert_file: tls.certFile,
      key_file: tls.keyFile,
      ca_file: tls.authorityFile,
      verify: true,
      timeout: 5,
    },
    routes: members.map((member) => `nats-route://${routeUser}:${encodeURIComponent(secret)}@${member}`),
  };
}

/** The names of the files of a cluster's certificates. */
export const authorityFile = 'nats-authority.crt';
export const authorityKeyFile = 'nats-authority.key';

export function routeTls(folder: string, host: string): NatsRouteTls {
  return {
    certFile: `${folder}/${host}.crt`,
    keyFile: `${folder}/${host}.key`,
    authorityFile: `${folder}/${authorityFile}`,
  };
}
