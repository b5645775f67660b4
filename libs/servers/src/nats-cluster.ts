import { issueCertificate, newAuthority, type KeyPair } from './authority';

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
  /** `host:port` of this server, when its certificate is for a name: the servers tell each other addresses otherwise. */
  readonly advertise?: string;
  readonly tls: NatsRouteTls;
}

const routeUser = 'cluster';

/**
 * Servers admit each other by a certificate of their own authority and a password. Clients are told of no other servers, because
 * the addresses that servers see may not be reachable for them.
 */
export function clusterConfig(host: string, { port, members, secret, advertise, tls }: NatsCluster) {
  return {
    name: 'rejoin',
    host,
    port,
    no_advertise: true,
    ...(advertise === undefined ? {} : { advertise }),
    authorization: { user: routeUser, password: secret, timeout: 5 },
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

/**
 * Returns the files of a cluster's certificates by name: those of the authority, and those of each server. Files that are there
 * already are kept, and a new certificate is issued by the authority that is there.
 */
export async function clusterCertificates(
  hosts: readonly string[],
  existing: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const authority = existingAuthority(existing) ?? (await newAuthority('NATS cluster of Rejoin'));
  const files: Record<string, string> = {
    ...existing,
    [authorityFile]: authority.certificate,
    [authorityKeyFile]: authority.key,
  };
  for (const host of hosts) {
    if (files[`${host}.crt`] !== undefined && files[`${host}.key`] !== undefined) continue;
    const { certificate, key } = await issueCertificate(authority, host);
    files[`${host}.crt`] = certificate;
    files[`${host}.key`] = key;
  }
  return files;
}

/** A certificate of the authority without its key issues nothing, and another authority would be a stranger to the servers. */
function existingAuthority(existing: Readonly<Record<string, string>>): KeyPair | undefined {
  const { [authorityFile]: certificate, [authorityKeyFile]: key } = existing;
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined)
    throw new Error(
      `${certificate === undefined ? authorityFile : authorityKeyFile} is missing: put it back from your backup, or delete ` +
        'all certificates (*.crt, *.key) for new ones, and restart all servers of the cluster at once',
    );
  return { certificate, key };
}
