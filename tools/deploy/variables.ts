import { natsUsers, newSystemSecrets, serviceNames, type NatsUser } from '@rejoin/servers';
import { randomBytes } from 'node:crypto';

/** `ROUTING_DATABASE_PASSWORD`, `SESSION_GATEWAY_NATS_PASSWORD`, ... */
export function variableOf(user: NatsUser, server: 'DATABASE' | 'NATS'): string {
  return `${user.replaceAll('-', '_').toUpperCase()}_${server}_PASSWORD`;
}

/** The names of all passwords in Postgres and NATS. */
export const passwordNames: readonly string[] = [
  ...serviceNames.map((service) => variableOf(service, 'DATABASE')),
  ...natsUsers.map((user) => variableOf(user, 'NATS')),
];

/** Creates secrets under the names that docker-compose.yml uses. */
export function newSecrets(): Readonly<Record<string, string>> {
  const secrets = newSystemSecrets();
  return {
    POSTGRES_PASSWORD: secrets.postgres,
    ...Object.fromEntries(
      serviceNames.map((service) => [variableOf(service, 'DATABASE'), secrets.databases[service]]),
    ),
    ...Object.fromEntries(
      Object.entries(secrets.nats).map(([user, password]) => [
        variableOf(user as NatsUser, 'NATS'),
        password,
      ]),
    ),
    REJOIN_LINK_KEY: secrets.linkKey,
    REJOIN_TOKEN_PRIVATE_KEY: secrets.tokenPrivateKey,
    REJOIN_TOKEN_PUBLIC_KEY: secrets.tokenPublicKey,
    GRAFANA_PASSWORD: randomBytes(24).toString('base64url'),
    REJOIN_SETUP_TOKEN: secrets.setupToken,
    // The password of the accounts of the profile demo.
    REJOIN_DEMO_PASSWORD: randomBytes(24).toString('base64url'),
    // The passwords of other systems that read facts, when NATS_READERS names any:
    // crm:password,warehouse:password
    NATS_READER_PASSWORDS: '',
  };
}
