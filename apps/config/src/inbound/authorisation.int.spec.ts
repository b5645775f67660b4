import { allConfigRoutes, type Role } from '@rejoin/contracts';
import { SecretValues } from '@rejoin/kernel';
import { newSystemSecrets } from '@rejoin/servers';
import { AccessTokens } from '@rejoin/service';
import { SignJWT, UnsecuredJWT } from 'jose';
import { startShop, type TestConfig } from '../config.fixture';
import { AccessTokenIssuer } from '../keys/access-token-issuer';

const addressOf = (path: string): string => path.replace(':id', 'shop');
const guarded = allConfigRoutes.filter((route) => route.roles !== null);
const each = guarded.map((route) => [`${route.method} ${route.path}`, route] as const);
const logins: Record<Role, string> = {
  agent: 'anna@shop',
  supervisor: 'sam@shop',
  administrator: 'admin@shop',
};

describe('the HTTP API of config', () => {
  let config: TestConfig;
  let tokens: Record<Role, string>;
  let wrongTokens: (string | undefined)[];

  beforeAll(async () => {
    config = await startShop();
    const [agent, supervisor, administrator] = await Promise.all(
      Object.values(logins).map((login) => config.tokenOf(login)),
    );
    tokens = { agent: agent!, supervisor: supervisor!, administrator: administrator! };
    wrongTokens = await makeWrongTokens();
  });
  afterAll(() => config.stop());

  /**
   * Tokens that must be refused: one of another installation, altered ones, one without a signature, an expired one,
   * and none.
   */
  async function makeWrongTokens(): Promise<(string | undefined)[]> {
    const other = newSystemSecrets();
    const { time } = config.service.parts;
    const theirs = new AccessTokens(new SecretValues(other.tokenPublicKey), time);
    const issuer = await AccessTokenIssuer.open(new SecretValues(other.tokenPrivateKey), theirs, time);
    const principal = {
      org: 'default',
      accountId: 'admin',
      agentId: null,
      displayName: 'Admin',
      roles: ['administrator' as const],
    };
    const [header, payload, signature] = tokens.administrator.split('.');
    const unsigned = new UnsecuredJWT({ rejoin: principal }).setIssuer('rejoin').encode();
    const symmetric = new SignJWT({ rejoin: principal })
      .setIssuer('rejoin')
      .setProtectedHeader({ alg: 'HS256' });
    return [
      undefined,
      'nonsense',
      (await issuer.issue(principal, 1)).token,
      `${header}.${payload?.slice(0, -4)}AAAA.${signature}`,
      `${header}.${payload}.`,
      unsigned,
      await symmetric.sign(Buffer.from(process.env['REJOIN_TOKEN_PUBLIC_KEY'] ?? '', 'base64')),
    ];
  }

  it.each(each)('%s refuses callers without a sign-in, always in the same way', async (_name, route) => {
    const answers = await Promise.all(
      wrongTokens.map((token) =>
        config.call(route.method, addressOf(route.path), { token, body: bodyFor(route.method) }),
      ),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 401, body: { name: 'unauthenticated' } });
      expect(answer.body).toEqual(answers[0]?.body);
    }
  });

  it.each(each)('%s is open to its roles and closed to the others', async (_name, route) => {
    for (const role of Object.keys(logins) as Role[]) {
      const answer = await config.call(route.method, addressOf(route.path), {
        // Signing out ends a sign-in, so it uses a new one: the tests of the other routes still need theirs.
        token: route.path === '/v1/sign-out' ? await config.tokenOf(logins[role]) : tokens[role],
        body: bodyFor(route.method),
      });
      // A caller who may write is stopped by the empty body or the missing If-Match, and by nothing before it.
      if (route.roles?.includes(role)) expect([200, 400, 404, 428]).toContain(answer.status);
      else expect(answer).toMatchObject({ status: 403, body: { name: 'forbidden' } });
    }
  });

  const ownFactor = '/v1/me/second-factor';

  it('gives agents only their own account, sign-in, password and second factor', () => {
    const open = guarded.filter((route) => route.roles?.includes('agent'));
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/me',
      'POST /v1/sign-in/renew',
      'POST /v1/sign-out',
      'POST /v1/me/password',
      `GET ${ownFactor}`,
      `POST ${ownFactor}`,
      `POST ${ownFactor}/confirm`,
      `POST ${ownFactor}/remove`,
    ]);
  });

  it('lets only administrators write, except for the sign-in, password and second factor of the caller', () => {
    const own = ['/v1/me/password', '/v1/sign-in/renew', '/v1/sign-out'];
    const isOwn = (path: string) => own.includes(path) || path.startsWith(ownFactor);
    const writes = guarded.filter(({ method, path }) => method !== 'GET' && !isOwn(path));
    expect(writes.length).toBeGreaterThan(8);
    for (const route of writes) expect(route.roles).toEqual(['administrator']);
  });

  it('refuses a deactivated account, whatever its token contains', async () => {
    const token = await config.tokenOf('sam@shop');
    const { body, etag } = await config.call('GET', '/v1/accounts/sam', { token: tokens.administrator });
    const off = { token: tokens.administrator, ifMatch: etag ?? '', body: { ...body, active: false } };
    expect(await config.call('PUT', '/v1/accounts/sam', off)).toMatchObject({ status: 200 });

    expect(await config.call('GET', '/v1/widgets', { token })).toMatchObject({ status: 401 });

    const on = { token: tokens.administrator, ifMatch: '"2"', body: { ...body, active: true } };
    expect(await config.call('PUT', '/v1/accounts/sam', on)).toMatchObject({ status: 200 });
    // After the account is activated again, a new sign-in is accepted and the old one is still refused.
    const closed = await config.call('GET', '/v1/widgets', { token });
    expect(closed).toMatchObject({ status: 401, body: { name: 'sign-in-expired' } });
    tokens.supervisor = await config.tokenOf('sam@shop');
    const open = await config.call('GET', '/v1/widgets', { token: tokens.supervisor });
    expect(open).toMatchObject({ status: 200 });
  });

  it('answers HEAD like GET, with the same authorisation', async () => {
    expect(await config.call('HEAD', '/v1/widgets/shop')).toMatchObject({ status: 401 });
    const read = await config.call('HEAD', '/v1/widgets/shop', { token: tokens.supervisor });
    expect(read).toMatchObject({ status: 200, etag: '"1"', body: {} });
  });

  function bodyFor(method: string): object | undefined {
    return method === 'GET' ? undefined : {};
  }
});
