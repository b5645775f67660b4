import { readEnvironment } from '@rejoin/service';
import { newSystemSecrets } from '@rejoin/servers';
import { GatewayEnvironment } from './gateway.environment';

const needed = {
  REJOIN_TOKEN_PUBLIC_KEY: newSystemSecrets().tokenPublicKey,
  REJOIN_LINK_KEY: 'k'.repeat(43),
};
const read = (more: Record<string, string> = {}) =>
  readEnvironment(GatewayEnvironment, { ...needed, ...more });

describe("a gateway's limits", () => {
  const startsOf = (text: string) => read({ REJOIN_STARTS_PER_ADDRESS: text }).REJOIN_STARTS_PER_ADDRESS;

  it('have a rate for each minute and a burst', () => {
    expect(startsOf('30/7')).toEqual({ perSecond: 0.5, burst: 7 });
    expect(read().REJOIN_STARTS_PER_ADDRESS).toEqual({ perSecond: 2, burst: 100 });
  });

  it.each(['0/5', '5/0', '60', '60/', 'off', '-1/5', '1e9/5', '60/100/5'])(
    'are refused by name when they are %p',
    (text) => {
      expect(() => startsOf(text)).toThrow(/REJOIN_STARTS_PER_ADDRESS.*60\/100/);
    },
  );
});

describe('the key of reconnect links', () => {
  it('is refused by name when one of its lines is too short', () => {
    const REJOIN_LINK_KEY = `${needed.REJOIN_LINK_KEY}\nshort`;
    expect(() => read({ REJOIN_LINK_KEY })).toThrow(/REJOIN_LINK_KEY: must be at least 32 random bytes/);
  });
});

describe("the allowed hosts of portals' keys", () => {
  const hostsIn = (text: string) => read({ REJOIN_JWKS_ALLOWED_HOSTS: text }).REJOIN_JWKS_ALLOWED_HOSTS;

  it('are names, addresses and subnets, and empty by default', () => {
    expect(hostsIn('login.internal, 10.0.0.0/8,fd00::1')).toEqual([
      'login.internal',
      '10.0.0.0/8',
      'fd00::1',
    ]);
    expect(read().REJOIN_JWKS_ALLOWED_HOSTS).toEqual([]);
  });

  it.each(['*', 'https://login.internal', '10.0.0.0/99', 'a b'])('are not %p', (text) => {
    expect(() => hostsIn(text)).toThrow(/REJOIN_JWKS_ALLOWED_HOSTS.*host names/);
  });
});

describe('the address of the administration', () => {
  it('is a web address, and empty by default', () => {
    expect(read({ REJOIN_CONSOLE_URL: 'https://admin.example' }).REJOIN_CONSOLE_URL).toBe(
      'https://admin.example',
    );
    expect(read().REJOIN_CONSOLE_URL).toBe('');
  });

  it.each(['admin.example', 'javascript:alert(1)', 'ftp://admin.example'])('is not %p', (text) => {
    expect(() => read({ REJOIN_CONSOLE_URL: text })).toThrow(/REJOIN_CONSOLE_URL/);
  });
});
