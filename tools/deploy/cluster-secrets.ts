import { authorityKeyFile, clusterCertificates } from '@rejoin/servers';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the password and the certificates of a NATS cluster into the folder of secrets, and returns how many files it made. Files
 * that are there are kept: a certificate whose two files were deleted is issued again by the same authority.
 */
export async function makeClusterSecrets(folder: string, servers: readonly string[]): Promise<number> {
  const names = readdirSync(folder).filter((name) => /\.(crt|key)$/.test(name));
  const existing = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const files: Record<string, string> = { ...(await clusterCertificates(servers, existing)) };
  const password = 'NATS_CLUSTER_PASSWORD';
  if (!readdirSync(folder).includes(password)) files[password] = randomBytes(24).toString('base64url');
  const made = Object.entries(files).filter(([name, text]) => existing[name] !== text);
  for (const [name, text] of made) {
    const file = join(folder, name);
    // No container gets the key of the authority.
    writeFileSync(`${file}.new`, text, { mode: name === authorityKeyFile ? 0o400 : 0o444 });
    renameSync(`${file}.new`, file);
  }
  return made.length;
}
