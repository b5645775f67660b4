import {
  authorityKeyFile,
  changeCertificates,
  clusterCertificates,
  type CertificateAct,
} from '@rejoin/servers';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterPassword } from './change-secrets';
import { writeSecretFile } from './secret-files';

/**
 * Writes the password and the certificates of a NATS cluster into the folder of secrets, and returns how many files it made. Files
 * that are there are kept: a certificate whose two files were deleted is issued again by the same authority.
 */
export async function makeClusterSecrets(folder: string, servers: readonly string[]): Promise<number> {
  const existing = readCertificates(folder);
  const files: Record<string, string> = { ...(await clusterCertificates(servers, existing)) };
  const password = clusterPassword;
  if (!readdirSync(folder).includes(password)) files[password] = randomBytes(24).toString('base64url');
  const made = Object.entries(files).filter(([name, text]) => existing[name] !== text);
  for (const [name, text] of made) {
    const file = join(folder, name);
    writeFileSync(`${file}.new`, text, { mode: modeOf(name) });
    renameSync(`${file}.new`, file);
  }
  return made.length;
}

/** Changes the certificates of a cluster in their files, and returns the names of the files. */
export async function changeClusterCertificates(
  folder: string,
  act: CertificateAct,
): Promise<readonly string[]> {
  const changed = Object.entries(await changeCertificates(act, readCertificates(folder)));
  for (const [name, text] of changed) writeSecretFile(folder, name, text, modeOf(name));
  return changed.map(([name]) => name);
}

function readCertificates(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder).filter((name) => /\.(crt|key)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** No container gets the key of the authority. */
function modeOf(name: string): number {
  return name === authorityKeyFile ? 0o400 : 0o444;
}
