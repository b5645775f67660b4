import { newSystemSecrets } from '@rejoin/servers';
import { readEnvironment } from '@rejoin/service';
import { ConfigEnvironment } from './config.environment';

const { tokenPrivateKey, tokenPublicKey } = newSystemSecrets();
const keys = { REJOIN_TOKEN_PRIVATE_KEY: tokenPrivateKey, REJOIN_TOKEN_PUBLIC_KEY: tokenPublicKey };
const read = (environment: NodeJS.ProcessEnv) =>
  readEnvironment(ConfigEnvironment, { ...keys, ...environment });

describe('a password that everybody knows', () => {
  const REJOIN_PUBLIC_PASSWORD = 'rejoin-demo';

  it('is refused where other machines could reach it, with a message that says what to do', () => {
    for (const HOST of ['0.0.0.0', '::', '10.0.0.5', 'rejoin.example', '127.0.0.1.evil.example']) {
      expect(() => read({ REJOIN_PUBLIC_PASSWORD, HOST })).toThrow(
        `REJOIN_PUBLIC_PASSWORD: everybody knows this password: leave it out, or set HOST to 127.0.0.1 (it is ${HOST})`,
      );
      expect(read({ REJOIN_PUBLIC_PASSWORD: '', HOST }).REJOIN_PUBLIC_PASSWORD).toBeUndefined();
    }
  });

  it('is allowed on this machine only', () => {
    for (const HOST of ['127.0.0.1', '127.1.2.3', '::1', 'localhost', undefined]) {
      expect(read({ REJOIN_PUBLIC_PASSWORD, HOST })).toMatchObject({ REJOIN_PUBLIC_PASSWORD });
    }
  });
});

describe('the environment', () => {
  it('treats an empty variable as one that is not set', () => {
    const environment = read({ REJOIN_SETUP_TOKEN: '', REJOIN_PUBLIC_PASSWORD: '' });
    expect(environment).not.toHaveProperty('REJOIN_SETUP_TOKEN');
    expect(environment).not.toHaveProperty('REJOIN_PUBLIC_PASSWORD');
  });

  it('may have spaces in lists', () => {
    const list = ' https://one.example, https://two.example ,';
    expect(
      read({ REJOIN_ENDPOINTS: list, REJOIN_WEBHOOK_ALLOWED_HOSTS: '10.0.0.0/8, crm.local' }),
    ).toMatchObject({
      REJOIN_ENDPOINTS: ['https://one.example', 'https://two.example'],
      REJOIN_WEBHOOK_ALLOWED_HOSTS: ['10.0.0.0/8', 'crm.local'],
    });
  });

  it('accepts no setup token that could be guessed', () => {
    expect(() => read({ REJOIN_SETUP_TOKEN: 'letmein' })).toThrow('REJOIN_SETUP_TOKEN');
  });

  it('must have both keys of the access tokens', () => {
    expect(() => read({ REJOIN_TOKEN_PRIVATE_KEY: '' })).toThrow('REJOIN_TOKEN_PRIVATE_KEY');
    expect(() => read({ REJOIN_TOKEN_PUBLIC_KEY: undefined })).toThrow('REJOIN_TOKEN_PUBLIC_KEY');
  });
});

describe('the cost of a password hash', () => {
  it('is the one that OWASP recommends, unless the operator sets a higher one', () => {
    expect(read({ HOST: '0.0.0.0' }).REJOIN_PASSWORD_COST).toBe(15);
    expect(read({ HOST: '0.0.0.0', REJOIN_PASSWORD_COST: '' }).REJOIN_PASSWORD_COST).toBe(15);
    expect(read({ HOST: '0.0.0.0', REJOIN_PASSWORD_COST: '17' }).REJOIN_PASSWORD_COST).toBe(17);
  });

  it('can be lower on this machine only', () => {
    expect(read({ HOST: '127.0.0.1', REJOIN_PASSWORD_COST: '10' }).REJOIN_PASSWORD_COST).toBe(10);
    expect(() => read({ HOST: '0.0.0.0', REJOIN_PASSWORD_COST: '14' })).toThrow(
      'REJOIN_PASSWORD_COST: below 15 passwords are guessed too fast',
    );
  });

  it('has a maximum that a machine can compute', () => {
    for (const REJOIN_PASSWORD_COST of ['9', '21', '15.5', 'x']) {
      expect(() => read({ REJOIN_PASSWORD_COST })).toThrow('REJOIN_PASSWORD_COST');
    }
  });
});

describe('the addresses of the gateways', () => {
  it('are a list with commas, which can be empty', () => {
    const endpoints = ['https://a.example', 'http://localhost:4100'];
    expect(read({ REJOIN_ENDPOINTS: endpoints.join(',') }).REJOIN_ENDPOINTS).toEqual(endpoints);
    expect(read({ REJOIN_ENDPOINTS: '' }).REJOIN_ENDPOINTS).toEqual([]);
    expect(read({}).REJOIN_ENDPOINTS).toEqual([]);
  });

  it('must be addresses that browsers can open', () => {
    expect(() => read({ REJOIN_ENDPOINTS: 'chat.example' })).toThrow('REJOIN_ENDPOINTS');
  });
});

describe('identity providers', () => {
  const one = { id: 'corp', name: 'Example', issuer: 'https://login.example', clientId: 'rejoin' };
  const withProviders = (providers: unknown, url = 'https://admin.example/') =>
    read({ REJOIN_SIGN_IN_PROVIDERS: JSON.stringify(providers), REJOIN_ADMIN_URL: url });

  it('are a list in JSON, with defaults for what is left out', () => {
    const { REJOIN_ADMIN_URL: url, REJOIN_SIGN_IN_PROVIDERS: providers } = withProviders([one]);
    expect(url).toBe('https://admin.example');
    expect(providers.value).toMatchObject([
      { scope: 'openid profile email', createAccounts: true, linkByEmail: false, agents: { maxUnits: 100 } },
    ]);
    expect(read({}).REJOIN_SIGN_IN_PROVIDERS.value).toEqual([]);
  });

  it('may have several secrets while one is changed', () => {
    const secretsOf = (clientSecret: unknown) =>
      withProviders([{ ...one, clientSecret }]).REJOIN_SIGN_IN_PROVIDERS.value[0]?.clientSecret;
    expect(secretsOf('one')).toEqual(['one']);
    expect(secretsOf(['new', 'old'])).toEqual(['new', 'old']);
    for (const wrong of [[], [''], ['1', '2', '3', '4', '5', '6']]) expect(() => secretsOf(wrong)).toThrow();
  });

  it('need the address from which the redirect URIs are made', () => {
    expect(() => withProviders([one], '')).toThrow('REJOIN_ADMIN_URL: is needed');
    for (const url of ['https://admin.example/admin', 'https://a:b@admin.example', 'admin.example'])
      expect(() => withProviders([one], url)).toThrow('REJOIN_ADMIN_URL');
  });

  it('that are wrong are named by their field, never with the secret', () => {
    const clientSecret = 'the-secret';
    for (const wrong of [
      [{ ...one, clientSecret, issuer: 'login.example' }],
      [{ ...one, clientSecret, clientsecret: 'the-secret' }],
      [{ ...one, clientSecret, scope: 'profile' }],
      [{ ...one, clientSecret, roles: { claim: 'groups', map: { a: ['the-secret'] } } }],
      [{ ...one, clientSecret }, one],
      { clientSecret },
      Array.from({ length: 11 }, (_, i) => ({ ...one, id: `p${i}`, issuer: `https://${i}.example` })),
    ]) {
      const read = () => withProviders(wrong);
      expect(read).toThrow('REJOIN_SIGN_IN_PROVIDERS');
      expect(read).not.toThrow('the-secret');
    }
    expect(() => read({ REJOIN_SIGN_IN_PROVIDERS: '[{"clientSecret": "the-secret"' })).toThrow(
      'REJOIN_SIGN_IN_PROVIDERS: must be a list in JSON',
    );
  });
});
