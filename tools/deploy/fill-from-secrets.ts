import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { passwordNames } from './variables';

type Variables = Readonly<Record<string, string | undefined>>;

/** What `provision` reads, and the secret with it where that has another name. */
const sources: Variables = {
  ...Object.fromEntries(passwordNames.map((name) => [name, name])),
  ADMIN_PASSWORD: 'POSTGRES_PASSWORD',
  NATS_READER_PASSWORDS: 'NATS_READER_PASSWORDS',
  NATS_CLUSTER_PASSWORD: 'NATS_CLUSTER_PASSWORD',
};

/**
 * Takes what the environment does not have from the folder REJOIN_SECRETS, in which `npm run secrets` has written a file for
 * each secret.
 */
export function withSecretsFolder(environment: Variables): Variables {
  const folder = environment['REJOIN_SECRETS'];
  if (!folder) return environment;
  const files = Object.entries(sources).flatMap(([name, secret]) => {
    const file = join(folder, secret ?? name);
    const isGiven = environment[name] || environment[`${name}_FILE`];
    return isGiven || !existsSync(file) ? [] : [[`${name}_FILE`, file] as const];
  });
  return { ...environment, ...Object.fromEntries(files) };
}
