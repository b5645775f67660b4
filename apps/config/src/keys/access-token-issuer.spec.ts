import { SecretValues } from '@rejoin/kernel';
import { newSystemSecrets } from '@rejoin/servers';
import { AccessTokens } from '@rejoin/service';
import { KnownDevices } from './known-devices';
import { AccessTokenIssuer } from './access-token-issuer';

const hourMs = 3_600_000;
const principal = { org: 'default', accountId: 'anna', agentId: 'anna', displayName: 'Anna', roles: [] };

describe('a token, when the clocks of hosts differ by hours', () => {
  const secrets = newSystemSecrets();
  const privateKeys = new SecretValues(secrets.tokenPrivateKey);
  const publicKeys = new SecretValues(secrets.tokenPublicKey);
  const databaseMs = Date.now();
  const time = { millis: () => databaseMs };
  const tokens = new AccessTokens(publicKeys, time);
  const hostIs = (hours: number) => jest.setSystemTime(databaseMs + hours * hourMs);
  let issuer: AccessTokenIssuer;

  beforeAll(async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    issuer = await AccessTokenIssuer.open(privateKeys, tokens, time, 4);
  });
  afterAll(() => void jest.useRealTimers());

  it.each([-24, 24])(
    'is accepted although the clock of the service that checks it is off by %d h',
    async (hours) => {
      hostIs(0);
      const { token, expiresAt } = await issuer.issue(principal, 1);
      hostIs(hours);
      expect(await tokens.check(token)).toMatchObject({ expiresAt });
    },
  );

  it.each([-24, 24])(
    'lasts equally long although the clock of the service that makes it is off by %d h',
    async (hours) => {
      hostIs(hours);
      const { token, expiresAt } = await issuer.issue(principal, 1);
      const service = await issuer.issueService(principal, 1, databaseMs + hourMs);
      hostIs(0);
      expect(Date.parse(expiresAt) - databaseMs).toBeCloseTo(4 * hourMs, -4);
      expect(service.expiresInSeconds).toBe(900);
      for (const one of [token, service.token]) expect(await tokens.check(one)).toHaveProperty('signInId');
    },
  );

  it('expires by the clock of the database', async () => {
    const { token } = await issuer.issue(principal, 1);
    const later = new AccessTokens(publicKeys, { millis: () => databaseMs + 4 * hourMs + 1_000 });
    expect(await later.check(token)).toEqual({ refused: 'sign-in-expired' });
  });

  it('of a device is recognised all the same', async () => {
    const devices = new KnownDevices(privateKeys, time);
    hostIs(-24 * 365);
    const token = await devices.issue('default', 'anna@demo', 'laptop');
    hostIs(24 * 365);
    expect(await devices.find(token, 'default', 'anna@demo')).toBe('laptop');
  });
});

describe('a token, while the pair of keys is changed', () => {
  const time = { millis: () => Date.now() };
  const [old, fresh] = [newSystemSecrets(), newSystemSecrets()];
  const both = (name: 'tokenPrivateKey' | 'tokenPublicKey') => `${fresh[name]}\n${old[name]}`;
  const checks = (publicKeys: string) => new AccessTokens(new SecretValues(publicKeys), time);
  const issued = async (privateKeys: string, publicKeys: string) => {
    const issuer = await AccessTokenIssuer.open(new SecretValues(privateKeys), checks(publicKeys), time);
    return (await issuer.issue(principal, 1)).token;
  };

  it('of the old key is accepted until this key ends', async () => {
    const token = await issued(old.tokenPrivateKey, old.tokenPublicKey);
    expect(await checks(both('tokenPublicKey')).check(token)).toHaveProperty('signInId');
    expect(await checks(fresh.tokenPublicKey).check(token)).toEqual({ refused: 'unauthenticated' });
  });

  it('is signed with the newest key', async () => {
    const token = await issued(both('tokenPrivateKey'), both('tokenPublicKey'));
    expect(await checks(fresh.tokenPublicKey).check(token)).toHaveProperty('signInId');
    expect(await checks(old.tokenPublicKey).check(token)).toEqual({ refused: 'unauthenticated' });
  });

  it('is signed with the old key as long as the new public key is not there', async () => {
    const token = await issued(both('tokenPrivateKey'), old.tokenPublicKey);
    expect(await checks(old.tokenPublicKey).check(token)).toHaveProperty('signInId');
  });

  it('is not made when no pair fits', async () => {
    await expect(issued(fresh.tokenPrivateKey, old.tokenPublicKey)).rejects.toThrow(/two halves/);
  });

  it('of a device is recognised until the old key ends', async () => {
    const devices = (keys: string) => new KnownDevices(new SecretValues(keys), time);
    const token = await devices(old.tokenPrivateKey).issue('default', 'anna@demo', 'laptop');
    const find = (keys: string) => devices(keys).find(token, 'default', 'anna@demo');
    expect(await find(both('tokenPrivateKey'))).toBe('laptop');
    expect(await find(fresh.tokenPrivateKey)).toBeNull();
  });

  it('that expired is told so, whichever key signed it', async () => {
    const token = await issued(old.tokenPrivateKey, old.tokenPublicKey);
    const later = { millis: () => Date.now() + 13 * hourMs };
    const tokens = new AccessTokens(new SecretValues(both('tokenPublicKey')), later);
    expect(await tokens.check(token)).toEqual({ refused: 'sign-in-expired' });
  });
});
