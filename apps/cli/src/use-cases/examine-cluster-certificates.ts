import { authorityFile, certificateFlaw, pemBlocks } from '@rejoin/servers';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCertificate } from '../domain/check-certificate';
import { problem, warning, type Finding } from '../domain/finding';

const endAuthority =
  'npm run secrets -- end NATS_CERTIFICATES when all servers have certificates of the new one (after use): docs/operators.md, "NATS as a cluster of three".';

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
        ? 'npm run secrets -- add NATS_CERTIFICATES, then use and end, and after each let the servers read them: docs/operators.md, "NATS as a cluster of three".'
        : 'npm run secrets -- renew NATS_CERTIFICATES, and let the servers read them: docs/operators.md, "NATS as a cluster of three".';
    try {
      const flaw = name === authorityFile ? undefined : certificateFlaw(certificate, authority, server);
      if (flaw !== undefined) return [problem('tls', `the certificate ${name} ${flaw}`, remedy)];
      const { validTo } = new X509Certificate(certificate);
      if (name === authorityFile && pemBlocks(certificate).length > 1)
        return [warning('tls', `${name} has an old authority, which is still accepted`, endAuthority)];
      return [checkCertificate(name, Date.parse(validTo), now, { expired: remedy, expires: remedy })];
    } catch {
      return [problem('tls', `${name} is not a certificate`, remedy)];
    }
  });
}
