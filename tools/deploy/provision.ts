import { secretLines } from '@rejoin/kernel';
import { natsUsers, perService, provision, signInAsAdmin, type NatsUser } from '@rejoin/servers';
import { withSecretFiles } from '@rejoin/service';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { natsConfigurations } from './nats-configurations';
import { natsServersOf } from './nats-servers';
import { readersOf } from './readers';
import { passwordNames, variableOf } from './variables';

/**
 * Gives each service its schema and role in the Postgres of ADMIN_URL (with ADMIN_PASSWORD), and writes the
 * permissions of each user of NATS to NATS_CONFIG_FILE. With NATS_SERVERS, a file for each server of the cluster is
 * written into the folder of NATS_CONFIG_FILE, named after the server. `X_FILE` names a file that contains X. It can be
 * repeated at any time; a running nats-server applies the file when it is told to reload. Returns the files.
 */
export async function provisionFor(
  source: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const names = ['ADMIN_PASSWORD', 'NATS_READER_PASSWORDS', 'NATS_CLUSTER_PASSWORD', ...passwordNames];
  const { values: environment, unreadable } = withSecretFiles(source, names);
  if (unreadable.length > 0) throw new Error(unreadable.map(({ problem }) => problem).join('\n'));
  const required = (name: string): string => {
    const value = environment[name];
    if (value !== undefined && value !== '') return value;
    const remedy = name.endsWith('_PASSWORD')
      ? 'npm run secrets makes it, and REJOIN_SECRETS names its folder'
      : 'docs/operators.md, "Servers of your own", describes it';
    throw new Error(`${name} is not set. ${remedy}.`);
  };
  /** The servers get the newest value of a password. */
  const newest = (name: string): string => secretLines(required(name))[0] ?? '';
  const file = required('NATS_CONFIG_FILE');
  const nats = Object.fromEntries(natsUsers.map((user) => [user, newest(variableOf(user, 'NATS'))]));
  const readers = readersOf(environment);
  const servers = natsServersOf(environment['NATS_SERVERS']);
  const clusterPasswords = servers.length === 0 ? [] : secretLines(required('NATS_CLUSTER_PASSWORD'));
  const given = required('ADMIN_URL');
  if (!/^postgres(ql)?:\/\/[^/]/.test(given) || !URL.canParse(given))
    throw new Error(
      'ADMIN_URL is not an address of Postgres. Use one such as postgres://postgres@<host>:5432/postgres.',
    );
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const adminUrl = await signInAsAdmin(given, secretLines(environment['ADMIN_PASSWORD'] ?? ''));
  await provision(
    adminUrl,
    perService((service) => newest(variableOf(service, 'DATABASE'))),
  );
  const configurations = natsConfigurations({
    servers,
    passwords: nats as Record<NatsUser, string>,
    readers,
    storeDir: environment['NATS_STORE'] || '/data',
    clusterPasswords,
    certificates: environment['NATS_CERTIFICATES'] || '/run/secrets',
    clientTls: environment['NATS_CLIENT_TLS'] === '1',
  });
  return Object.entries(configurations).map(([server, text]) =>
    write(servers.length === 0 ? file : join(dirname(file), `${server}.conf`), text),
  );
}

/** Writes beside the file and then renames, so that no server reads an incomplete file. */
function write(file: string, text: string): string {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return file;
}
