import { secretLines } from '@rejoin/kernel';
import { natsConfig, natsUsers, perService, provision, signInAsAdmin, type NatsUser } from '@rejoin/servers';
import { withSecretFiles } from '@rejoin/service';
import { renameSync, writeFileSync } from 'node:fs';
import { readersOf } from './readers';
import { passwordNames, variableOf } from './variables';

/**
 * Gives each service its schema and role in the Postgres of ADMIN_URL (with ADMIN_PASSWORD), and writes the
 * permissions of each user of NATS to NATS_CONFIG_FILE. `X_FILE` names a file that contains X. It can be
 * repeated at any time; a running nats-server applies the file when it is told to reload.
 */
export async function provisionFor(source: Readonly<Record<string, string | undefined>>): Promise<void> {
  const names = ['ADMIN_PASSWORD', 'NATS_READER_PASSWORDS', ...passwordNames];
  const { values: environment, unreadable } = withSecretFiles(source, names);
  if (unreadable.length > 0) throw new Error(unreadable.join('\n'));
  const required = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`${name} is not set`);
    return value;
  };
  /** The servers get the newest value of a password. */
  const newest = (name: string): string => secretLines(required(name))[0] ?? '';
  const file = required('NATS_CONFIG_FILE');
  const nats = Object.fromEntries(natsUsers.map((user) => [user, newest(variableOf(user, 'NATS'))]));
  const readers = readersOf(environment);
  const adminUrl = await signInAsAdmin(
    required('ADMIN_URL'),
    secretLines(environment['ADMIN_PASSWORD'] ?? ''),
  );
  await provision(
    adminUrl,
    perService((service) => newest(variableOf(service, 'DATABASE'))),
  );
  const passwords = nats as Record<NatsUser, string>;
  const config = natsConfig({ host: '0.0.0.0', port: 4222, storeDir: '/data', passwords, readers });
  writeFileSync(`${file}.new`, config, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
