import { authorityFile, certificateFlaw } from '@rejoin/servers';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCertificate } from '../domain/check-certificate';
import { problem, type Finding } from '../domain/finding';

/**
 * Examines the certificates with which the servers of a NATS cluster admit each other, in the folder of secrets. One that has
 * expired does no harm until a connection is made anew.
 */
export function examineClusterCertificates(folder: string, now: number): readonly Finding[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.crt'));
  if (!names.includes(authorityFile)) return [];
  const authority = readFileSync(join(folder, authorityFile), 'utf8');
  return names.flatMap((name) => {
    const certificate = readFileSync(join(folder, name), 'utf8');
    const server = name.replace(/\.crt$/, '');
    const remedy =
      name === authorityFile
        ? 'Delete all *.crt and *.key in the folder of secrets, make new ones (npm run secrets -- --cluster ...), and restart all servers at once.'
        : `Delete ${name} and ${server}.key in the folder of secrets, make new ones (npm run secrets -- --cluster ...), and restart ${server}.`;
    try {
      const flaw = name === authorityFile ? undefined : certificateFlaw(certificate, authority, server);
      if (flaw !== undefined) return [problem('tls', `the certificate ${name} ${flaw}`, remedy)];
      const { validTo } = new X509Certificate(certificate);
      return [checkCertificate(name, Date.parse(validTo), now, { expired: remedy, expires: remedy })];
    } catch {
      return [problem('tls', `${name} is no certificate`, remedy)];
    }
  });
}
