import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { readLogoutToken } from './logout-token';

const [issuer, audience] = ['https://login.example', 'rejoin'];
const now = new Date('2026-11-29T12:00:00Z');
const seconds = now.getTime() / 1_000;
const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
const good = { iss: issuer, aud: audience, sub: 'mia', jti: 'one', iat: seconds, exp: seconds + 120, events };

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

describe('a logout token', () => {
  let read: (changed?: object, signer?: Key) => Promise<unknown>;
  let other: Key;

  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    other = (await generateKeyPair('RS256')).privateKey;
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] };
    read = async (changed = {}, signer = privateKey) => {
      const token = new SignJWT({ ...good, ...changed }).setProtectedHeader({ alg: 'RS256', kid: 'k' });
      return readLogoutToken(await token.sign(signer), { issuer, audience, keys, now });
    };
  });

  it('names the person', async () => {
    expect(await read()).toEqual({ iss: issuer, sub: 'mia' });
    expect(await read({ sid: 'a session', exp: undefined })).toEqual({ iss: issuer, sub: 'mia' });
  });

  it.each([
    ['of another issuer', { iss: 'https://other.example' }],
    ['for another client', { aud: 'other' }],
    ['that was recorded', { iat: seconds - 600, exp: seconds + 600 }],
    ['that has ended', { exp: seconds - 120 }],
    ['of the future', { iat: seconds + 600, exp: seconds + 900 }],
    ['without a time', { iat: undefined }],
    ['without an id', { jti: undefined }],
    ['with a nonce, as an ID token has it', { nonce: 'n' }],
    ['about another event', { events: { 'https://other.example': {} } }],
    ['without an event', { events: undefined }],
    ['that names a session alone', { sub: undefined, sid: 'a session' }],
  ])('is refused when it is one %s', async (_what, changed) => {
    await expect(read(changed)).rejects.toThrow();
  });

  it('is refused when somebody else has signed it', async () => {
    await expect(read({}, other)).rejects.toThrow();
  });
});
