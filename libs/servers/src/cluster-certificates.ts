import { issueCertificate, isIssuedBy, newAuthority, pemBlocks, type KeyPair } from './authority';
import { authorityFile, authorityKeyFile } from './nats-cluster';

type Files = Readonly<Record<string, string>>;

/**
 * - `renew` issues all certificates again by the same authority.
 * - `add` makes another authority, which every server must accept before it is used.
 * - `use` issues all certificates by it. The old authority stays accepted.
 * - `end` removes the old authority.
 */
export const certificateActs = ['renew', 'add', 'use', 'end'] as const;
export type CertificateAct = (typeof certificateActs)[number];

/**
 * Returns the files of a cluster's certificates by name: those of the authority, and those of each server. Files that are there
 * already are kept, and a new certificate is issued by the authority that is there.
 */
export async function clusterCertificates(hosts: readonly string[], existing: Files = {}): Promise<Files> {
  const [first = await anotherAuthority(), ...others] = authoritiesIn(existing);
  const missing = hosts.filter(
    (host) => existing[`${host}.crt`] === undefined || existing[`${host}.key`] === undefined,
  );
  return { ...existing, ...filesOf([first, ...others]), ...(await issued(first, missing)) };
}

/** Returns the files that change. Throws when the act does not fit the state of the files. */
export async function changeCertificates(act: CertificateAct, existing: Files): Promise<Files> {
  const hosts = Object.keys(existing).flatMap((name) =>
    name.endsWith('.crt') && name !== authorityFile ? name.replace(/\.crt$/, '') : [],
  );
  const [first, second] = authoritiesIn(existing);
  if (!first) throw new Error(`${authorityFile} is missing: npm run secrets -- --cluster makes it`);
  if (act === 'renew') return issued(first, hosts);
  if (act === 'add') {
    if (second) throw new Error(`${authorityFile} has two authorities already: end the old one first`);
    return filesOf([first, await anotherAuthority()]);
  }
  if (act === 'use') {
    if (!second) throw new Error(`${authorityFile} has one authority: add another one first`);
    return { ...filesOf([second, first]), ...(await issued(second, hosts)) };
  }
  const older = hosts.find((host) => !isIssuedBy(existing[`${host}.crt`] ?? '', first.certificate));
  if (older !== undefined) throw new Error(`${older}.crt is of the other authority: use the new one first`);
  return filesOf([first]);
}

function anotherAuthority(): Promise<KeyPair> {
  return newAuthority('NATS cluster of Rejoin');
}

function filesOf(authorities: readonly KeyPair[]): Files {
  return {
    [authorityFile]: authorities.map(({ certificate }) => `${certificate.trim()}\n`).join(''),
    [authorityKeyFile]: authorities.map(({ key }) => `${key.trim()}\n`).join(''),
  };
}

async function issued(authority: KeyPair, hosts: readonly string[]): Promise<Files> {
  const files: Record<string, string> = {};
  for (const host of hosts) {
    const { certificate, key } = await issueCertificate(authority, host);
    files[`${host}.crt`] = certificate;
    files[`${host}.key`] = key;
  }
  return files;
}

/**
 * Returns the authorities that servers accept. The first one issues certificates. A certificate of an authority without its key
 * issues nothing, and another authority would be a stranger to the servers.
 */
function authoritiesIn(existing: Files): readonly KeyPair[] {
  const [certificates, keys] = [authorityFile, authorityKeyFile].map((name) =>
    pemBlocks(existing[name] ?? ''),
  );
  if (certificates?.length !== keys?.length)
    throw new Error(
      `${(certificates?.length ?? 0) < (keys?.length ?? 0) ? authorityFile : authorityKeyFile} is missing: put it back from your backup, or delete ` +
        'all certificates (*.crt, *.key) for new ones, and restart all servers of the cluster at once',
    );
  return (certificates ?? []).map((certificate, i) => ({ certificate, key: keys?.[i] ?? '' }));
}
