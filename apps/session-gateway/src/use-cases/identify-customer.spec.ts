import type { AuthenticationSettings } from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseTime } from '@rejoin/persistence';
import { AllowedHosts, ServiceLog } from '@rejoin/service';
import { PortalKeys } from '../outbound/portal-keys';
import { IdentifyCustomer } from './identify-customer';
import { widgetDefaults } from '../widget.fixture';

interface Token {
  key?: CryptoKey | Uint8Array;
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;
const expired = '2020-01-01T00:00:00.000Z';
/** The hosts that may publish keys although they are not on the internet. */
let allowedHosts: string[] = [];
const identities = () =>
  new IdentifyCustomer(
    new PortalKeys(new ServiceLog('session-gateway', 'silent'), new AllowedHosts(allowedHosts)),
    new DatabaseTime({ query: () => Promise.resolve([]) }),
  );

const manyVariables = JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`v${i}`, i])));

describe('a portal that signs its customers in', () => {
  let own: CryptoKey;
  let other: CryptoKey;
  let publicKey: string;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    own = pair.privateKey;
    publicKey = await exportSPKI(pair.publicKey);
    other = (await generateKeyPair('ES256')).privateKey;
  });

  /** Signs a valid token with the given changes. An undefined claim is left out. */
  async function sign({ key = own, header = {}, claims = {} }: Token = {}): Promise<string> {
    const all: Record<string, unknown> = {
      iss: 'portal',
      sub: 'mia',
      iat: seconds(0),
      exp: seconds(300),
      ...claims,
    };
    const definedClaims = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return new SignJWT(definedClaims).setProtectedHeader({ alg: 'ES256', ...header }).sign(key);
  }

  async function verdict(token: string | undefined, settings: Partial<AuthenticationSettings> = {}) {
    const publicKeys = [{ kid: null, publicKey, expiresAt: null }];
    const authentication = { ...widgetDefaults.authentication, required: true, publicKeys, ...settings };
    return identities().run({ ...widgetDefaults, authentication }, token);
  }

  async function named(token: string | undefined, settings: Partial<AuthenticationSettings> = {}) {
    const outcome = await verdict(token, settings);
    if (outcome === null) return 'anonymous';
    return isRefused(outcome) ? outcome.refused : 'signed-in';
  }

  it('identifies customers by issuer and subject together', async () => {
    const hashes = await Promise.all(
      [{}, {}, { sub: 'max' }, { iss: 'other' }, { iss: 'portalmia', sub: '' }].map(async (claims) => {
        const outcome = await verdict(await sign({ claims }));
        return outcome && 'subjectHash' in outcome ? outcome.subjectHash : undefined;
      }),
    );
    expect(hashes[0]).toBe(hashes[1]);
    expect(new Set(hashes).size).toBe(4);
    expect(hashes[4]).toBeUndefined();
  });

  it.each([-2, 2])(
    "is verified by the database's clock, even when the host's clock is off by %d h",
    async (hours) => {
      const token = await sign();
      const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
      const authentication = {
        ...widgetDefaults.authentication,
        publicKeys: [{ kid: null, publicKey, expiresAt: inAnHour }],
      };
      const known = identities();
      jest.useFakeTimers({ now: Date.now() + hours * 3_600_000, doNotFake: ['performance', 'setImmediate'] });
      try {
        expect(await known.run({ ...widgetDefaults, authentication }, token)).toHaveProperty('subjectHash');
      } finally {
        jest.useRealTimers();
      }
    },
  );

  describe('is verified only by its own key and the algorithms of the settings', () => {
    it('and not by another key', async () => {
      expect(await named(await sign({ key: other }))).toBe('token-invalid');
    });

    it('and not without a signature', async () => {
      const unsigned = new UnsecuredJWT({ sub: 'mia' })
        .setIssuer('portal')
        .setIssuedAt()
        .setExpirationTime('5m');
      expect(await named(unsigned.encode())).toBe('token-invalid');
      const [head, body] = (await sign()).split('.');
      expect(await named(`${head}.${body}.`)).toBe('token-invalid');
    });

    it('and not when the public key is used as a shared secret', async () => {
      const key = new TextEncoder().encode(publicKey);
      expect(await named(await sign({ key, header: { alg: 'HS256' } }))).toBe('token-invalid');
    });

    it('and not by a key that the token contains', async () => {
      const pair = await generateKeyPair('ES256', { extractable: true });
      const header = { jwk: await exportJWK(pair.publicKey), jku: 'https://evil.example/keys', kid: 'evil' };
      expect(await named(await sign({ key: pair.privateKey, header }))).toBe('token-invalid');
    });

    it('and not by an algorithm that is not set, although the key fits', async () => {
      expect(await named(await sign(), { algorithms: ['RS256', 'EdDSA'] })).toBe('token-invalid');
    });

    it('and not by an expired key, but by its replacement', async () => {
      const old = { kid: 'old', publicKey, expiresAt: expired };
      const next = await generateKeyPair('ES256');
      const fresh = { kid: 'new', publicKey: await exportSPKI(next.publicKey), expiresAt: null };
      expect(await named(await sign(), { publicKeys: [old, fresh] })).toBe('token-invalid');
      expect(await named(await sign({ key: next.privateKey }), { publicKeys: [old, fresh] })).toBe(
        'signed-in',
      );
    });

    it.each(['RS256', 'EdDSA'] as const)('and so in %s', async (alg) => {
      const pair = await generateKeyPair(alg);
      const publicKeys = [{ kid: null, publicKey: await exportSPKI(pair.publicKey), expiresAt: null }];
      const token = await sign({ key: pair.privateKey, header: { alg } });
      expect(await named(token, { publicKeys, algorithms: ['ES256', 'RS256', 'EdDSA'] })).toBe('signed-in');
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['expired', { exp: seconds(-120) }, 'token-invalid'],
    ['expired within the minute that clocks may differ', { exp: seconds(-30) }, 'signed-in'],
    ['not valid yet', { nbf: seconds(120) }, 'token-invalid'],
    ['not valid yet, within that minute', { nbf: seconds(30) }, 'signed-in'],
    ['without exp', { exp: undefined }, 'token-invalid'],
    ['without iat', { iat: undefined }, 'token-invalid'],
    ['without sub', { sub: undefined }, 'token-invalid'],
    ['without iss', { iss: undefined }, 'token-invalid'],
    ['of nobody', { sub: '' }, 'token-invalid'],
    ['of a number', { sub: 42 }, 'token-invalid'],
    ['of a list', { sub: ['mia'] }, 'token-invalid'],
    ['of an object', { sub: { id: 'mia' } }, 'token-invalid'],
    ['of a name beyond all measure', { sub: 'x'.repeat(501) }, 'token-invalid'],
    ['of a long name', { sub: 'x'.repeat(500) }, 'signed-in'],
    ['by an issuer of another type', { iss: ['portal'] }, 'token-invalid'],
    ['by an issuer beyond all measure', { iss: 'x'.repeat(501) }, 'token-invalid'],
    ['made in the future', { iat: seconds(120) }, 'token-invalid'],
    ['made in the future, within that minute', { iat: seconds(30) }, 'signed-in'],
    ['made at no number', { iat: String(seconds(0)) }, 'token-invalid'],
    ['that expires at no number', { exp: String(seconds(300)) }, 'token-invalid'],
    ['that expires in milliseconds', { exp: seconds(300) * 1_000 }, 'token-invalid'],
    ['valid from no number', { nbf: true }, 'token-invalid'],
    ['for a number', { aud: 42 }, 'token-invalid'],
    ['for a list with a number', { aud: ['chat', 42] }, 'token-invalid'],
    ['for an empty list', { aud: [] }, 'token-invalid'],
    ['for a list of names', { aud: ['chat', 'bank'] }, 'signed-in'],
  ])('with a token %s: %s', async (_, claims, expected) => {
    expect(await named(await sign({ claims }))).toBe(expected);
  });

  it.each<[string, Record<string, unknown>, Partial<AuthenticationSettings>, string]>([
    ['for us', { aud: 'chat' }, { audience: 'chat', audienceRequired: true }, 'signed-in'],
    ['for us and others', { aud: ['x', 'chat'] }, { audience: 'chat', audienceRequired: true }, 'signed-in'],
    ['for somebody else', { aud: 'bank' }, { audience: 'chat', audienceRequired: true }, 'token-invalid'],
    ['for nobody', {}, { audience: 'chat', audienceRequired: true }, 'token-invalid'],
    ['for nobody, no audience being set', {}, { audience: null, audienceRequired: true }, 'token-invalid'],
    ['for nobody, the check being off', {}, { audience: 'chat', audienceRequired: false }, 'signed-in'],
    ['of the issuer', {}, { issuer: 'portal' }, 'signed-in'],
    ['of another issuer', { iss: 'other' }, { issuer: 'portal' }, 'token-invalid'],
  ])('with a token %s', async (_, claims, settings, expected) => {
    expect(await named(await sign({ claims }), settings)).toBe(expected);
  });

  it.each(['', 'x', 'a.b.c', '..', '💥.💥.💥'])('refuses %p', async (token) => {
    expect(await named(token)).toBe('token-invalid');
  });

  it('requires a sign-in only where the widget requires it', async () => {
    expect(await named(undefined)).toBe('sign-in-required');
    expect(await named(undefined, { required: false })).toBe('anonymous');
    expect(await named('nonsense', { required: false })).toBe('token-invalid');
    expect(await named('nonsense', { required: false, publicKeys: [] })).toBe('anonymous');
  });

  describe('sends agents', () => {
    const contextOf = async (lwicontexts: unknown) => {
      const outcome = await verdict(await sign({ claims: { lwicontexts } }));
      return outcome && 'context' in outcome ? outcome.context : 'refused';
    };

    it('the context variables as text', async () => {
      expect(await contextOf('{"tier":"gold","visits":3,"tags":["a"]}')).toEqual({
        tier: 'gold',
        visits: '3',
        tags: '["a"]',
      });
    });

    it.each([undefined, 42, '{', '[]', '"x"', `{"a":"${'x'.repeat(9_000)}"}`, manyVariables])(
      'no context when the claim is invalid',
      async (raw) => {
        expect(await contextOf(raw)).toBeNull();
      },
    );

    it('only characters that Postgres can store', async () => {
      expect(await contextOf(JSON.stringify({ 'a\0': 'b\0c', d: '\ud800' }))).toEqual({
        'a\ufffd': 'b\ufffdc',
        d: '\ufffd',
      });
    });
  });

  describe('names its customers at the desk', () => {
    const nameOf = async (claims: Record<string, unknown>) => {
      const outcome = await verdict(await sign({ claims }));
      return outcome && 'name' in outcome ? outcome.name : 'refused';
    };

    it.each<[string, Record<string, unknown>, string | null]>([
      ['by name', { name: 'Mia Martin', preferred_username: 'mia', email: 'mia@x.example' }, 'Mia Martin'],
      ['else by the name that they want to be called', { name: ' ', preferred_username: 'mia' }, 'mia'],
      ['by no address, which is no name', { email: 'mia@x.example' }, null],
      ['by nothing that is no text', { name: 42, preferred_username: ['mia'] }, null],
      ['by nothing when the token has nothing', {}, null],
      ['in one line', { name: '  Mia \n\t Martin\u0007 ' }, 'Mia Martin'],
      ['as text, whatever it looks like', { name: '<b>Mia</b>' }, '<b>Mia</b>'],
      ['as Postgres can store it', { name: 'Mi\0a \ud800' }, 'Mi a \ufffd'],
      ['by at most 200 characters', { name: 'x'.repeat(5_000) }, 'x'.repeat(200)],
      ['by no half of a character', { name: `${'x'.repeat(199)}💥` }, 'x'.repeat(199)],
    ])('%s', async (_, claims, expected) => {
      expect(await nameOf(claims)).toBe(expected);
    });
  });

  describe('that publishes its keys', () => {
    let server: Server;
    let answer: { status: number; body: string };
    let requestCount: number;
    let jwksUrl: string;
    let inSet: CryptoKey;

    beforeEach(async () => {
      allowedHosts = ['127.0.0.0/8'];
      const pair = await generateKeyPair('ES256', { extractable: true });
      inSet = pair.privateKey;
      const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' };
      answer = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
      requestCount = 0;
      server = createServer((_, response) => {
        requestCount++;
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    });
    afterEach(() => {
      allowedHosts = [];
      server.closeAllConnections();
      server.close();
    });

    const signed = (kid: string) => sign({ key: inSet, header: { kid } });
    const published = () => ({ publicKeys: [], jwksUrl });

    it('is verified by these keys', async () => {
      expect(await named(await signed('k1'), published())).toBe('signed-in');
    });

    it('is not read in a private network that is not allowed, and its tokens are refused as unavailable', async () => {
      allowedHosts = [];
      const token = await signed('k1');
      expect(await named(token, published())).toBe('unavailable');
      const byName = jwksUrl.replace('127.0.0.1', 'localhost');
      expect(await named(token, { publicKeys: [], jwksUrl: byName })).toBe('unavailable');
      expect(requestCount).toBe(0);
    });

    it('is not read again for each token while it fails', async () => {
      answer = { status: 200, body: 'x'.repeat(300_000) };
      const known = identities();
      const authentication = { ...widgetDefaults.authentication, ...published(), required: true };
      for (let i = 0; i < 5; i++) {
        const outcome = await known.run({ ...widgetDefaults, authentication }, await signed('k1'));
        expect(outcome).toEqual({ refused: 'unavailable' });
      }
      expect(requestCount).toBeLessThan(5);
    });

    it('is not read again for each unknown key', async () => {
      const known = identities();
      const authentication = { ...widgetDefaults.authentication, ...published(), required: true };
      for (let i = 0; i < 5; i++) {
        const outcome = await known.run({ ...widgetDefaults, authentication }, await signed(`k${i + 2}`));
        expect(outcome).toEqual({ refused: 'token-invalid' });
      }
      expect(requestCount).toBeLessThanOrEqual(2);
    });

    it.each([
      [503, 'busy'],
      [404, '{}'],
      [200, 'no json'],
      [200, '{"keys":42}'],
    ])('makes tokens unavailable, not invalid, while it answers %s %s', async (status, body) => {
      answer = { status, body };
      expect(await named(await signed('k1'), published())).toBe('unavailable');
    });

    it('makes tokens unavailable, not invalid, while it does not answer', async () => {
      server.close();
      expect(await named(await signed('k1'), published())).toBe('unavailable');
    });
  });
});
