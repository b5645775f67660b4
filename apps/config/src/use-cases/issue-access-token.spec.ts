import { newSystemSecrets } from '@rejoin/servers';
import { AccessTokens } from '@rejoin/service';
import { AccessTokenIssuer } from './issue-access-token';
import { KnownDevices } from './known-devices';

const hourMs = 3_600_000;
const principal = { org: 'default', accountId: 'anna', agentId: 'anna', displayName: 'Anna', roles: [] };

describe('a token, when the clocks of hosts differ by hours', () => {
  const { tokenPrivateKey, tokenPublicKey } = newSystemSecrets();
  const databaseMs = Date.now();
  const time = { millis: () => databaseMs };
  const tokens = new AccessTokens(tokenPublicKey, time);
  const hostIs = (hours: number) => jest.setSystemTime(databaseMs + hours * hourMs);
  let issuer: AccessTokenIssuer;

  beforeAll(async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    issuer = await AccessTokenIssuer.open(tokenPrivateKey, tokens, time, 4);
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
    const later = new AccessTokens(tokenPublicKey, { millis: () => databaseMs + 4 * hourMs + 1_000 });
    expect(await later.check(token)).toEqual({ refused: 'sign-in-expired' });
  });

  it('of a device is recognised all the same', async () => {
    const devices = new KnownDevices(tokenPrivateKey, time);
    hostIs(-24 * 365);
    const token = await devices.issue('default', 'anna@demo', 'laptop');
    hostIs(24 * 365);
    expect(await devices.find(token, 'default', 'anna@demo')).toBe('laptop');
  });
});
