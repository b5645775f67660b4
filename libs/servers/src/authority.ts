import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its private key, both as PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const dayMs = 86_400_000;
const authorityDays = 3_650;
const certificateDays = 730;
const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Creates an authority whose certificates only those accept who have its own one. */
export async function newAuthority(name: string): Promise<KeyPair> {
  const x509 = await library();
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    ...terms(authorityDays),
    signingAlgorithm: curve,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/** Issues a certificate with which a server answers at `host`, a name or an address, and connects to others of its kind. */
export async function issueCertificate(authority: KeyPair, host: string): Promise<KeyPair> {
  const x509 = await library();
  const issuer = new x509.X509Certificate(authority.certificate);
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${host}`,
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await signingKeyOf(authority.key),
    ...terms(certificateDays),
    signingAlgorithm: curve,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([
        x509.ExtendedKeyUsage.serverAuth,
        x509.ExtendedKeyUsage.clientAuth,
      ]),
      new x509.SubjectAlternativeNameExtension([{ type: isIP(host) ? 'ip' : 'dns', value: host }]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/**
 * Returns what keeps a certificate from being used for `host`, in words, or undefined. `authorities` are the certificates of
 * all authorities that are accepted.
 */
export function certificateFlaw(certificate: string, authorities: string, host: string): string | undefined {
  const own = new X509Certificate(certificate);
  if (!pemBlocks(authorities).some((authority) => isIssuedBy(certificate, authority)))
    return 'is of another authority';
  const isFor = isIP(host) ? own.checkIP(host) : own.checkHost(host);
  return isFor === undefined ? `is not for ${host}` : undefined;
}

export function isIssuedBy(certificate: string, authority: string): boolean {
  const [own, issuer] = [new X509Certificate(certificate), new X509Certificate(authority)];
  return own.checkIssued(issuer) && own.verify(issuer.publicKey);
}

/** Returns the certificates or keys in a file. */
export function pemBlocks(text: string): readonly string[] {
  return text.match(/-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g) ?? [];
}

/**
 * The library is loaded only where certificates are made: the image, whose programs import this package too, does not have
 * it.
 */
async function library() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
}

/** Begins an hour ago, because the clocks of servers differ. */
function terms(days: number) {
  const now = Date.now();
  return {
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    notBefore: new Date(now - 3_600_000),
    notAfter: new Date(now + days * dayMs),
  };
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/(.{64})(?=.)/g, '$1\n')}\n-----END PRIVATE KEY-----\n`;
}

function signingKeyOf(pem: string): Promise<webcrypto.CryptoKey> {
  const bytes = Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', bytes, curve, false, ['sign']);
}
