import { defaultGraceSeconds, signInLimits } from '@rejoin/contracts';
import { DatabaseTime } from '@rejoin/persistence';
import { AccessTokens } from '@rejoin/service';
import { eventually } from '@rejoin/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startShop, type TestConfig } from '../config.fixture';
import { shop } from '../domain/shop.fixture';
import { TestBrowser, type Arrival } from '../provider-browser.fixture';
import { clientId, clientSecret, startProvider, type TestProvider } from '../provider.fixture';

const providerId = 'keycloak';
const publicUrl = 'http://admin.example';
const desk = 'https://chat.example/desk/';

describe('signing in with an identity provider', () => {
  let config: TestConfig;
  let provider: TestProvider;

  const settings = {
    id: providerId,
    name: 'Example Ltd',
    clientId,
    clientSecret,
    roles: {
      claim: 'groups',
      map: { agents: ['agent'], leads: ['agent', 'supervisor'], admins: ['administrator'] },
    },
    linkByEmail: true,
    agents: { maxUnits: 30, workstreamIds: ['unknown'] },
  };
  const environmentWith = (more: object = {}) => ({
    REJOIN_ADMIN_URL: publicUrl,
    REJOIN_ENDPOINTS: 'https://chat.example',
    REJOIN_SIGN_IN_ALLOWED_HOSTS: '127.0.0.1',
    REJOIN_SIGN_IN_PROVIDERS: JSON.stringify([{ ...settings, issuer: provider.issuer, ...more }]),
  });

  beforeAll(async () => {
    provider = await startProvider(publicUrl, providerId);
    config = await startShop(environmentWith());
    provider.productUrl = config.service.url;
  });
  afterAll(async () => {
    await config.stop();
    await provider.stop();
  });
  beforeEach(async () => {
    provider.trouble = 'none';
    await query('delete from failed_sign_ins');
  });

  const query = (sql: string) => config.service.parts.database.query(sql);
  /** The redirect URIs name the public URL, and the test reaches the service at its own port. */
  const here = (url: string) => url.replace(publicUrl, config.service.url);
  const startUrl = () => here(`${publicUrl}/v1/sign-in/providers/${providerId}`);

  const signIn = async (name: string, page = desk, browser = new TestBrowser()): Promise<Arrival> =>
    browser.arrive(here(await browser.signInAt(await browser.begin(startUrl(), page), name)));
  const signedIn = async (name: string) => {
    const browser = new TestBrowser();
    const { code } = await signIn(name, desk, browser);
    const { verifier } = browser;
    return config.call('POST', '/v1/sign-in/code', { body: { code, verifier } });
  };
  const person = (sub: string, groups: string[], more: object = {}) =>
    provider.people.set(sub, { name: `Person ${sub}`, preferred_username: `${sub}@corp`, groups, ...more });
  const administrator = () => config.tokenOf('admin@shop');
  const account = async (login: string) => {
    const { body } = await config.call('GET', `/v1/accounts?search=${login}`, {
      token: await administrator(),
    });
    return (body['items'] as Record<string, unknown>[])[0];
  };

  it('creates the account and the agent at the first sign-in, with the roles of the claims', async () => {
    person('nora', ['leads', 'other']);
    const { status, body } = await signedIn('nora');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { account: { displayName: 'Person nora', roles: ['agent', 'supervisor'] } },
    });
    const principal = await config.service.app.get(AccessTokens).verify(String(body['token']));
    expect(principal).toMatchObject(body['account'] as object);
    const created = await account('nora@corp');
    const external = { iss: provider.issuer, sub: 'nora' };
    expect(created).toMatchObject({ login: 'nora@corp', hasPassword: false, external });
    const agents = await query(`select settings from agents where id = '${String(created?.['agentId'])}'`);
    expect(agents).toMatchObject([
      { settings: { maxUnits: 30, graceSeconds: defaultGraceSeconds, workstreamIds: [] } },
    ]);
    const changes = await config.call(
      'GET',
      `/v1/audit-log?what=account&id=${String(created?.['accountId'])}`,
      {
        token: await administrator(),
      },
    );
    expect(changes.body['items']).toMatchObject([{ action: 'created', by: { as: 'provider' } }]);
    expect(await signedIn('nora')).toMatchObject({
      body: { account: { accountId: created?.['accountId'] } },
    });
    expect(await account('nora@corp')).toMatchObject({ version: 1 });
  });

  it('ends with a code that only the page that began can exchange, once', async () => {
    person('olaf', ['agents']);
    const browser = new TestBrowser();
    const { page, code } = await signIn('olaf', desk, browser);
    expect(page).toBe(desk);
    const redeem = (verifier: string, value = code) =>
      config.call('POST', '/v1/sign-in/code', { body: { code: value, verifier } });
    const interrupted = { status: 401, body: { name: 'sign-in-interrupted' } };
    expect(await redeem(new TestBrowser().verifier)).toMatchObject(interrupted);
    expect(await redeem(browser.verifier)).toMatchObject(interrupted);
    const again = await signIn('olaf', desk, browser);
    expect(await redeem(browser.verifier, again.code)).toMatchObject({ status: 200 });
    expect(await redeem(browser.verifier, again.code)).toMatchObject(interrupted);
    const late = await signIn('olaf', desk, browser);
    await query(`update sign_in_codes set until = clock_timestamp()`);
    expect(await redeem(browser.verifier, late.code)).toMatchObject(interrupted);
  });

  it('shows strangers the name of a provider and where to begin, and never the secret', async () => {
    const { body } = await config.call('GET', '/v1/sign-in/options');
    const options = [
      { providerId, name: 'Example Ltd', startUrl: `${publicUrl}/v1/sign-in/providers/${providerId}` },
    ];
    expect(body).toEqual({ passwords: true, providers: options });
    expect(JSON.stringify(await query('select * from audit_log'))).not.toContain(clientSecret);
  });

  it('begins with PKCE, state and nonce, and a cookie that no script reads', async () => {
    const parameters = new URLSearchParams({ page: desk, challenge: new TestBrowser().challenge });
    const response = await fetch(`${startUrl()}?${parameters}`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    const asked = new URL(response.headers.get('location') ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${publicUrl}/v1/sign-in/providers/${providerId}/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(42);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toContain(asked.get('nonce'));
  });

  it.each(['https://evil.example/desk/', 'https://chat.example/desk', 'https://chat.example/', ''])(
    'leads back to pages of this system only, not to "%s"',
    async (page) => {
      const parameters = new URLSearchParams({ page, challenge: new TestBrowser().challenge });
      expect(await config.call('GET', `/v1/sign-in/providers/${providerId}?${parameters}`)).toMatchObject({
        status: 400,
        body: { name: 'invalid' },
      });
    },
  );

  describe('is refused', () => {
    const begun = async (change: (url: URL) => void = () => undefined) => {
      const browser = new TestBrowser();
      const url = new URL(await browser.begin(startUrl(), desk));
      change(url);
      const callback = new URL(here(await browser.signInAt(url.href, 'paul')));
      return { browser, callback };
    };
    beforeEach(() => person('paul', ['agents']));

    it('with the state of another sign-in, without a cookie, and when the callback is repeated', async () => {
      const [first, second] = [await begun(), await begun()];
      const state = second.callback.searchParams.get('state') ?? '';
      const own = first.callback.href;
      first.callback.searchParams.set('state', state);
      expect(await first.browser.arrive(first.callback.href)).toMatchObject({
        code: null,
        failed: 'sign-in-interrupted',
      });
      expect(await new TestBrowser().arrive(own)).toMatchObject({
        page: desk,
        failed: 'sign-in-interrupted',
      });
      expect(await first.browser.arrive(own)).toMatchObject({ failed: null });
      expect(await first.browser.arrive(own)).toMatchObject({ code: null, failed: 'sign-in-interrupted' });
    });

    it('with the code of another sign-in, a code that was used, another nonce and another issuer', async () => {
      await query('delete from sign_in_codes');
      const [first, second] = [await begun(), await begun()];
      const firstCode = first.callback.searchParams.get('code') ?? '';
      second.callback.searchParams.set('code', firstCode);
      const refused = { code: null, failed: 'provider-refused' };
      expect(await second.browser.arrive(second.callback.href)).toMatchObject(refused);
      const third = await begun();
      const copy = new URL(third.callback);
      expect(await third.browser.arrive(copy.href)).toMatchObject({ failed: null });
      const fourth = await begun();
      fourth.callback.searchParams.set('code', copy.searchParams.get('code') ?? '');
      expect(await fourth.browser.arrive(fourth.callback.href)).toMatchObject(refused);
      const nonce = await begun((url) => url.searchParams.set('nonce', 'another'));
      expect(await nonce.browser.arrive(nonce.callback.href)).toMatchObject(refused);
      const issuer = await begun();
      issuer.callback.searchParams.set('iss', 'https://other.example');
      expect(await issuer.browser.arrive(issuer.callback.href)).toMatchObject(refused);
      expect(await query(`select from sign_in_codes`)).toHaveLength(1);
    });

    it('when it took too long, and when the person cancels', async () => {
      const slow = await begun();
      const now = Date.now();
      const time = config.service.app.get(DatabaseTime);
      const later = jest.spyOn(time, 'millis').mockReturnValue(now + 11 * 60_000);
      expect(await slow.browser.arrive(slow.callback.href)).toMatchObject({ failed: 'sign-in-interrupted' });
      later.mockRestore();
      const browser = new TestBrowser();
      const callback = await browser.signInAt(await browser.begin(startUrl(), desk), 'paul', true);
      expect(await browser.arrive(here(callback))).toMatchObject({ code: null, failed: 'provider-refused' });
    });

    it('without a role, and when an account with this login belongs to somebody else', async () => {
      person('quin', ['other']);
      expect(await signIn('quin')).toMatchObject({ failed: 'role-missing' });
      expect(await account('quin@corp')).toBeUndefined();
      person('rita', ['agents'], { preferred_username: 'anna@shop' });
      expect(await signIn('rita')).toMatchObject({ failed: 'account-unknown' });
      expect(await query(`select from agents where settings ->> 'displayName' = 'Person rita'`)).toEqual([]);
    });

    it('from an address that begins too many', async () => {
      const attempts = await Promise.all(
        // While they are answered, more are allowed again: one a second.
        Array.from({ length: 140 }, () =>
          new TestBrowser()
            .begin(startUrl(), desk)
            .then((url) => new URLSearchParams(url.split('#')[1]).get('sign-in-failed')),
        ),
      );
      expect(attempts.filter((failed) => failed === 'too-many').length).toBeGreaterThan(2);
      expect(attempts.filter((failed) => failed === null).length).toBeGreaterThan(99);
    });
  });

  it('takes a role away at the next sign-in, and with it the sign-ins and the agent', async () => {
    person('sven', ['leads']);
    const token = String((await signedIn('sven')).body['token']);
    expect(await config.call('GET', '/v1/overview', { token })).toMatchObject({ status: 200 });
    person('sven', ['agents']);
    expect(await signedIn('sven')).toMatchObject({ body: { account: { roles: ['agent'] } } });
    expect(await config.call('GET', '/v1/me', { token })).toMatchObject({ status: 401 });
    const { agentId } = (await account('sven@corp')) ?? {};
    person('sven', ['admins']);
    expect(await signedIn('sven')).toMatchObject({
      body: { account: { roles: ['administrator'], agentId: null } },
    });
    person('sven', ['agents']);
    expect(await signedIn('sven')).toMatchObject({ body: { account: { roles: ['agent'], agentId } } });
    person('sven', []);
    expect(await signIn('sven')).toMatchObject({ failed: 'role-missing' });
  });

  it('leaves an account that is inactive here as it is', async () => {
    person('tara', ['agents']);
    await signedIn('tara');
    const browser = new TestBrowser();
    const { code } = await signIn('tara', desk, browser);
    const {
      accountId,
      version,
      hasPassword: _,
      hasSecondFactor: __,
      changedAt: ___,
      ...found
    } = (await account('tara@corp')) as Record<string, unknown>;
    const off = await config.call('PUT', `/v1/accounts/${String(accountId)}`, {
      token: await administrator(),
      ifMatch: `"${String(version)}"`,
      body: { ...found, active: false },
    });
    expect(off.status).toBe(200);
    const { verifier } = browser;
    expect(await config.call('POST', '/v1/sign-in/code', { body: { code, verifier } })).toMatchObject({
      status: 403,
      body: { name: 'account-inactive' },
    });
    person('tara', ['agents', 'leads']);
    expect(await signIn('tara')).toMatchObject({ code: null, failed: 'account-inactive' });
    expect(await account('tara@corp')).toMatchObject({ active: false, roles: ['agent'] });
  });

  it('links an account by an e-mail address that the provider has verified, and by no other', async () => {
    person('uwe', ['admins'], { email: 'sam@shop', email_verified: false });
    expect(await signedIn('uwe')).toMatchObject({ body: { account: { displayName: 'Person uwe' } } });
    person('vera', ['leads'], { email: 'SAM@shop', email_verified: true });
    expect(await signedIn('vera')).toMatchObject({ body: { account: { accountId: 'sam' } } });
    // The account belongs to this identity from now on, whoever gets the address.
    person('will', ['leads'], { email: 'sam@shop', email_verified: true, preferred_username: 'sam@shop' });
    expect(await signIn('will')).toMatchObject({ failed: 'account-unknown' });
    person('vera', ['leads'], { email: 'new@corp', email_verified: true });
    expect(await signedIn('vera')).toMatchObject({ body: { account: { accountId: 'sam' } } });
  });

  it('signs out at the provider too, and leads back to the page', async () => {
    person('xena', ['agents']);
    const browser = new TestBrowser();
    const { code } = await signIn('xena', desk, browser);
    const { body } = await config.call('POST', '/v1/sign-in/code', {
      body: { code, verifier: browser.verifier },
    });
    const url = new URL(String(body['signOutUrl']));
    expect(url.origin).toBe(provider.issuer);
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/v1/sign-in/signed-out`);
    expect(url.searchParams.get('id_token_hint')).not.toBeNull();
    const back = async (state: string) =>
      browser.go(`${config.service.url}/v1/sign-in/signed-out?${new URLSearchParams({ state })}`);
    expect(await back(url.searchParams.get('state') ?? '')).toBe(desk);
    expect(await back('https://evil.example')).toBe(`${publicUrl}/admin/`);
  });

  describe('ends when the person signs out at the provider', () => {
    const logoutUrl = () => `${startUrl()}/back-channel-logout`;
    const post = async (fields: Record<string, string>, url = logoutUrl()) => {
      const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
      return { status: response.status, body: await response.json() };
    };
    const meOf = async (token: unknown) =>
      (await config.call('GET', '/v1/me', { token: String(token) })).status;

    it('at every service, and only for this person', async () => {
      person('zoe', ['agents']);
      person('zac', ['agents']);
      const [first, second, other] = [await signedIn('zoe'), await signedIn('zoe'), await signedIn('zac')];
      await provider.signOut('zoe');
      for (const { body } of [first, second]) expect(await meOf(body['token'])).toBe(401);
      expect(await meOf(other.body['token'])).toBe(200);
      const { accountId } = first.body['account'] as { accountId: string };
      expect(
        await query(`select data from outbox where type = 'SignInsEnded' order by seq desc limit 1`),
      ).toMatchObject([{ data: { accountId, before: 2 } }]);
      const changes = await config.call('GET', `/v1/audit-log?what=account&id=${accountId}`, {
        token: await administrator(),
      });
      expect((changes.body['items'] as unknown[])[0]).toMatchObject({
        action: 'signed-out',
        by: { as: 'provider' },
      });
      expect(await meOf((await signedIn('zoe')).body['token'])).toBe(200);
    });

    it('before the page has exchanged its code too', async () => {
      person('zora', ['agents']);
      await signedIn('zora');
      const browser = new TestBrowser();
      const { code } = await signIn('zora', desk, browser);
      await provider.signOut('zora');
      const { verifier } = browser;
      const exchange = () => config.call('POST', '/v1/sign-in/code', { body: { code, verifier } });
      expect(await exchange()).toMatchObject({ status: 401, body: { name: 'sign-in-interrupted' } });
      expect((await signedIn('zora')).status).toBe(200);
    });

    it('also when the person has no account here', async () => {
      await expect(provider.signOut('nobody-here')).resolves.toBeUndefined();
    });

    it('not by an ID token, a token that was changed, an unknown provider, or one whose keys cannot be read', async () => {
      person('zed', ['agents']);
      const { body } = await signedIn('zed');
      const idToken = new URL(String(body['signOutUrl'])).searchParams.get('id_token_hint') ?? '';
      const [head, payload, signature] = idToken.split('.');
      const invalid = { status: 400, body: { error: 'invalid_request' } };
      expect(await post({ logout_token: idToken })).toMatchObject(invalid);
      expect(await post({ logout_token: `${head}.${payload}x.${signature}` })).toMatchObject(invalid);
      expect(await post({})).toMatchObject(invalid);
      expect(await post({ logout_token: idToken }, logoutUrl().replace(providerId, 'other'))).toMatchObject(
        invalid,
      );
      provider.trouble = 'down';
      expect(await post({ logout_token: idToken })).toMatchObject({
        status: 429,
        body: { error: 'temporarily_unavailable' },
      });
      provider.trouble = 'none';
      expect(await meOf(body['token'])).toBe(200);
    });
  });

  it('can be the only way: passwords that are off are refused, and work again when they are on', async () => {
    person('yuri', ['admins']);
    await query(`update organisations set passwords = false`);
    const body = { login: 'admin@shop', password: shop.password };
    expect(await config.call('POST', '/v1/sign-in', { body })).toMatchObject({
      status: 403,
      body: { name: 'passwords-off' },
    });
    expect(await config.call('GET', '/v1/sign-in/options')).toMatchObject({ body: { passwords: false } });
    expect(await signedIn('yuri')).toMatchObject({ status: 200 });
    await query(`update organisations set passwords = true`);
    expect(await config.call('POST', '/v1/sign-in', { body })).toMatchObject({ status: 200 });
  });

  describe('whose secret changes in the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-providers-'));
    const file = join(folder, 'providers');
    const write = (secret: unknown, more: object = {}) =>
      writeFileSync(
        file,
        JSON.stringify([{ ...settings, issuer: provider.issuer, clientSecret: secret, ...more }], null, 2),
      );
    const refused = { code: null, failed: 'provider-refused' };

    beforeAll(async () => {
      write(clientSecret);
      const files = { REJOIN_SIGN_IN_PROVIDERS: '', REJOIN_SIGN_IN_PROVIDERS_FILE: file };
      await config.restart({ ...environmentWith(), ...files });
    });
    afterAll(async () => {
      await provider.setClientSecret(clientSecret);
      await config.restart({ ...environmentWith(), REJOIN_SIGN_IN_PROVIDERS_FILE: '' });
      rmSync(folder, { recursive: true });
    });

    it('uses the new and the old one, whichever the provider has, and then the new one alone', async () => {
      person('adam', ['agents']);
      expect(await signIn('adam')).toMatchObject({ failed: null });
      write(['the new one', clientSecret], { name: 'In between' });
      const name = async () => {
        const { body } = await config.call('GET', '/v1/sign-in/options');
        return (body['providers'] as { name: string }[])[0]?.name;
      };
      await eventually(async () => expect(await name()).toBe('In between'));
      expect(await signIn('adam')).toMatchObject({ failed: null });
      await provider.setClientSecret('the new one');
      expect(await signIn('adam')).toMatchObject({ failed: null });
      await provider.setClientSecret(clientSecret);
      write('the new one');
      await eventually(async () => expect(await name()).toBe(settings.name));
      expect(await signIn('adam')).toMatchObject(refused);
      await provider.setClientSecret('the new one');
      expect(await signIn('adam')).toMatchObject({ failed: null });
    });
  });

  describe('while the provider is in trouble', () => {
    it.each(['down', 'huge', 'slow'] as const)(
      'such as %s says so, and works afterwards',
      async (trouble) => {
        person('zoe', ['agents']);
        const browser = new TestBrowser();
        const callback = here(await browser.signInAt(await browser.begin(startUrl(), desk), 'zoe'));
        provider.trouble = trouble;
        const limit = jest.replaceProperty(signInLimits.providerSeconds, 'value', 1);
        expect(await browser.arrive(callback)).toMatchObject({ code: null, failed: 'provider-unavailable' });
        limit.restore();
        provider.trouble = 'none';
        expect(await signIn('zoe')).toMatchObject({ failed: null });
      },
    );

    it('does not begin when it cannot be found, is another one, or is at an address that is not allowed', async () => {
      const failed = async () => {
        const url = await new TestBrowser().begin(startUrl(), desk);
        return new URLSearchParams(url.split('#')[1]).get('sign-in-failed');
      };
      await config.restart(environmentWith());
      provider.trouble = 'down';
      expect(await failed()).toBe('provider-unavailable');
      provider.trouble = 'other-issuer';
      expect(await failed()).toBe('provider-refused');
      provider.trouble = 'none';
      await eventually(async () => expect(await failed()).toBeNull());
      await config.restart({ ...environmentWith(), REJOIN_SIGN_IN_ALLOWED_HOSTS: '10.0.0.0/8' });
      expect(await failed()).toBe('provider-unavailable');
      await config.restart(environmentWith());
    });
  });
});
