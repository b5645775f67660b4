import { X509Certificate } from 'node:crypto';
import { certificateFlaw, issueCertificate, newAuthority, type KeyPair } from './authority';

describe('an authority of certificates', () => {
  let authority: KeyPair;
  beforeAll(async () => {
    authority = await newAuthority('NATS of Rejoin');
  });

  it.each(['nats-2', 'nats-2.example.com', '10.0.0.7', '::1'])(
    'issues a certificate for %s',
    async (host) => {
      const { certificate, key } = await issueCertificate(authority, host);
      expect(certificateFlaw(certificate, authority.certificate, host)).toBeUndefined();
      expect(certificateFlaw(certificate, authority.certificate, 'other')).toBe('is not for other');
      const read = new X509Certificate(certificate);
      expect(read.ca).toBe(false);
      expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
      expect(Date.parse(read.validTo) - Date.now()).toBeGreaterThan(700 * 86_400_000);
      expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    },
  );

  it('is told from another one of the same name', async () => {
    const other = await newAuthority('NATS of Rejoin');
    const { certificate } = await issueCertificate(other, 'nats-2');
    expect(certificateFlaw(certificate, other.certificate, 'nats-2')).toBeUndefined();
    expect(certificateFlaw(certificate, authority.certificate, 'nats-2')).toBe('is of another authority');
  });
});
