import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { verificationKeyProblems } from './verification-keys';

const pem = (key: KeyObject): string =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const ed25519 = generateKeyPairSync('ed25519');

function problems(
  publicKey: string,
  algorithms: ('RS256' | 'ES256' | 'EdDSA')[] = ['RS256', 'ES256', 'EdDSA'],
) {
  return verificationKeyProblems({
    required: true,
    publicKeys: [{ kid: null, publicKey, expiresAt: null }],
    jwksUrl: null,
    algorithms,
    issuer: null,
    audience: null,
    audienceRequired: false,
  }).map(({ message }) => message);
}

// Keys, hashes and compiled schemas take long on a busy machine.
jest.setTimeout(30_000);

describe('the public keys of a widget', () => {
  it('can be RSA of 2048 bits, EC P-256 or Ed25519', () => {
    for (const { publicKey } of [rsa(2048), ec('P-256'), ed25519])
      expect(problems(pem(publicKey))).toEqual([]);
  });

  it('are refused when they are too weak, or of a kind that no allowed algorithm uses', () => {
    const message = 'must be RSA with at least 2048 bits, EC P-256 or Ed25519';
    expect(problems(pem(rsa(1024).publicKey))).toEqual([message]);
    expect(problems(pem(ec('P-384').publicKey))).toEqual([message]);
  });

  it('must fit one of the algorithms of the setting', () => {
    expect(problems(pem(ed25519.publicKey), ['EdDSA'])).toEqual([]);
    expect(problems(pem(ed25519.publicKey), ['RS256', 'ES256'])).toEqual([
      'is a key for EdDSA, which is not allowed here',
    ]);
  });

  it('are refused when they contain a private key, alone or beside a public one', () => {
    const message = 'is a private key: keep it secret, and send the public one';
    expect(problems(pem(ed25519.privateKey))).toEqual([message]);
    expect(problems(pem(ed25519.publicKey) + pem(ed25519.privateKey))).toEqual([message]);
  });

  it('are refused when they cannot be read', () => {
    const message = 'must be a public key as PEM (-----BEGIN PUBLIC KEY-----)';
    expect(problems('hello')).toEqual([message]);
    expect(problems('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----')).toEqual([message]);
  });
});
