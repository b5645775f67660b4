import { integratorDurable } from '@rejoin/contracts';
import { byReader, explain, parseReaderLogins, type Explained } from '@rejoin/kernel';
import { readdirSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '../cli.environment';
import { checkCertificate } from '../domain/check-certificate';
import { checkRoom } from '../domain/check-disk';
import { checkSecrets } from '../domain/check-secrets';
import { checkVersion } from '../domain/check-versions';
import { problem, skipped, type Finding } from '../domain/finding';
import { CommandFailure, hostOf } from '../failure';
import { certificateEnd } from '../outbound/certificate';
import { examineClusterCertificates } from './examine-cluster-certificates';
import { examineNats, examineNatsUsers, natsUserNames } from './examine-nats';
import { examineNatsServers } from './examine-nats-servers';
import { examinePasswords } from './examine-passwords';
import { examinePostgres } from './examine-postgres';
import { examineProviders } from './examine-providers';
import { examineServices } from './examine-services';

const limitMs = 60_000;

/** A part of the examination. `server` is its subject in messages. */
interface Part {
  readonly check: string;
  readonly server: () => string;
  readonly examine: () => Promise<readonly Finding[]>;
}

/** Runs every check, also when a server is down. No check lasts for longer than a minute. */
export async function examine(environment: Environment, own: string): Promise<readonly Finding[]> {
  const { secrets, unreadable } = readSecrets(environment.secretsFolder);
  const parts: Part[] = [
    {
      check: 'node',
      server: () => 'Node',
      examine: async () => [checkVersion('node', 'node', process.version)],
    },
    {
      check: 'postgres',
      server: () => `Postgres at ${hostOf(environment.databaseUrl)}`,
      examine: () => examinePostgres(environment.databaseUrl),
    },
    {
      check: 'postgres.passwords',
      server: () => `Postgres at ${hostOf(environment.databaseUrl)}`,
      examine: () => examinePasswords(environment.databaseUrl, secrets ?? {}),
    },
    {
      check: 'nats',
      server: () => `NATS at ${hostOf(environment.natsUrl)}`,
      examine: () => examineNats(environment.natsUrl, environment.readers),
    },
    {
      check: 'nats.servers',
      server: () => `NATS at ${hostOf(environment.natsUrl)}`,
      examine: () => examineNatsServers(environment.natsUrl),
    },
    {
      check: 'nats.rights',
      server: () => `NATS at ${hostOf(environment.natsUrl)}`,
      examine: () => examineNatsUsers(environment.natsUrl, natsPasswords(secrets ?? {})),
    },
    {
      check: 'services',
      server: () => 'services',
      examine: () => examineServices(environment.opsUrls, own),
    },
    {
      check: 'sign-in',
      server: () => `config at ${hostOf(environment.knownConfigUrl ?? '')}`,
      examine: () => examineProviders(environment.knownConfigUrl),
    },
    {
      check: 'secrets',
      server: () => `the folder ${environment.secretsFolder ?? ''}`,
      examine: async () =>
        secrets === undefined
          ? [
              ...unreadable,
              skipped(
                'secrets',
                'the secrets are not known',
                'Set REJOIN_SECRETS to the folder with the secrets. In containers: docker compose run --rm doctor.',
              ),
            ]
          : [...unreadable, ...checkSecrets(secretNamesOf(environment), secrets)],
    },
    {
      check: 'tls',
      server: () => `the folder ${environment.secretsFolder ?? ''}`,
      examine: async () =>
        environment.secretsFolder === undefined
          ? []
          : examineClusterCertificates(environment.secretsFolder, Date.now()),
    },
    ...environment.publicUrls
      .filter((url) => url.startsWith('https:'))
      .map((url) => ({
        check: 'tls',
        server: () => url,
        examine: async () => [checkCertificate(url, await certificateEnd(url), Date.now())],
      })),
    ...environment.disks.map((folder) => ({
      check: 'disk',
      server: () => folder,
      examine: async () => {
        const { bavail, blocks, bsize } = await statfs(folder);
        return [checkRoom(`the disk of ${folder}`, bavail * bsize, blocks * bsize)];
      },
    })),
  ];
  return (await Promise.all(parts.map(resultOf))).flat();
}

async function resultOf({ check, server, examine: run }: Part): Promise<readonly Finding[]> {
  const ended = new AbortController();
  try {
    const limit = pause(limitMs, undefined, { signal: ended.signal }).then((): never => {
      throw new Error('timeout expired');
    });
    limit.catch(() => undefined);
    return await Promise.race([run(), limit]);
  } catch (error) {
    if (error instanceof CommandFailure) return [problem(check, error.what, error.remedy)];
    const { what, remedy } = explain(server(), error);
    return [problem(check, what, remedy)];
  } finally {
    ended.abort();
  }
}

/** The secrets of docker-compose.yml. */
const secretNames: readonly string[] = [
  'POSTGRES_PASSWORD',
  ...['CONFIG', 'ROUTING', 'RECONNECTION_TIMER', 'SESSION_GATEWAY'].flatMap((service) => [
    `${service}_DATABASE_PASSWORD`,
    `${service}_NATS_PASSWORD`,
  ]),
  'OPERATOR_NATS_PASSWORD',
  'INTEGRATOR_NATS_PASSWORD',
  'REJOIN_LINK_KEY',
  'REJOIN_TOKEN_PRIVATE_KEY',
  'REJOIN_TOKEN_PUBLIC_KEY',
  'REJOIN_SETUP_TOKEN',
  'NATS_READER_PASSWORDS',
  'GRAFANA_PASSWORD',
  'REJOIN_DEMO_PASSWORD',
];

/** The servers of a cluster have one more, which they share. */
function secretNamesOf(environment: Environment): readonly string[] {
  return environment.natsServers > 1 ? [...secretNames, 'NATS_CLUSTER_PASSWORD'] : secretNames;
}

interface SecretsFound {
  /** Undefined: the folder is not known or cannot be read. */
  readonly secrets: Readonly<Record<string, string>> | undefined;
  readonly unreadable: readonly Finding[];
}

function readSecrets(folder: string | undefined): SecretsFound {
  if (folder === undefined) return { secrets: undefined, unreadable: [] };
  const unreadable: Finding[] = [];
  const reading = <T>(name: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      unreadable.push(problem('secrets', ...sentenceOf(explain(name, error))));
      return undefined;
    }
  };
  const names = reading('REJOIN_SECRETS', () => readdirSync(folder))?.filter((name) =>
    /^[A-Z_]+$/.test(name),
  );
  const texts = names?.flatMap((name) => {
    const text = reading(name, () => readFileSync(join(folder, name), 'utf8').trimEnd());
    return text === undefined ? [] : [[name, text] as const];
  });
  return { secrets: texts && Object.fromEntries(texts), unreadable };
}

const sentenceOf = ({ what, remedy }: Explained) => [what, remedy] as const;

function natsPasswords(secrets: Readonly<Record<string, string>>): Record<string, string> {
  const named = natsUserNames.flatMap((user) => {
    const password = secrets[`${user.replaceAll('-', '_').toUpperCase()}_NATS_PASSWORD`];
    return password ? [[user, password] as const] : [];
  });
  const logins = parseReaderLogins(secrets['NATS_READER_PASSWORDS'] ?? '');
  // The logins of the first reader replace its own secret.
  const isReplaced = byReader(logins).has(integratorDurable);
  const users = named.filter(([user]) => !(isReplaced && user === integratorDurable));
  return { ...Object.fromEntries(users), ...logins };
}
