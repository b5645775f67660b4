import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runCommand } from '../../apps/cli/src/cli';
import { startConfig, startShop, type TestConfig } from '../../apps/config/src/config.fixture';
import { shop } from '../../apps/config/src/domain/shop.fixture';

const setupToken = 'a-setup-token-that-nobody-could-guess';
const demoLogin = { login: 'admin@demo', password: 'rejoin-demo' };
const folder = mkdtempSync(join(tmpdir(), 'rejoin-seed-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function seed({ service }: TestConfig, args: readonly string[], more: object = {}): Promise<Answer> {
  let [out, err] = ['', ''];
  const code = await runCommand(
    ['seed', ...args],
    { REJOIN_CONFIG_URL: service.url, REJOIN_SETUP_TOKEN: setupToken, ...more },
    (text) => (out += text),
    (text) => (err += text),
  );
  return { code, out, err };
}

/** Every change of settings and accounts. */
const changes = async ({ service }: TestConfig) =>
  service.parts.database.query('select * from audit_log order by seq');

describe('a seed with the demo', () => {
  let config: TestConfig;
  const demo = [
    '--demo',
    '--portal-url',
    'http://localhost:5200/portal',
    '--portal-key',
    join(folder, 'key.pem'),
  ];

  beforeAll(async () => {
    config = await startConfig({
      REJOIN_SETUP_TOKEN: setupToken,
      REJOIN_PUBLIC_PASSWORD: demoLogin.password,
    });
  });
  afterAll(() => config.stop());

  const get = async (path: string) => {
    const token = await config.tokenOf(demoLogin.login, demoLogin.password);
    return { token, ...(await config.call('GET', path, { token })) };
  };

  it('fills a system without anybody, and warns of the password', async () => {
    const { out, err, code } = await seed(config, demo);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toContain('+ widgets: Demo, signed in\n');
    expect(out).toContain('+ accounts: admin@demo\n');
    expect(out).toContain('11 to create, 0 to change, 0 as they are\nDone.\n');
    expect(out).toContain('Never use them in production.');
    for (const [name, role] of Object.entries({
      anna: 'agent',
      ben: 'agent',
      sam: 'supervisor',
      admin: 'administrator',
    })) {
      const token = await config.tokenOf(`${name}@demo`, demoLogin.password);
      expect(await config.call('GET', '/v1/me', { token })).toMatchObject({ body: { roles: [role] } });
    }
    expect(await get('/v1/accounts/anna')).toMatchObject({ body: { agentId: 'anna' } });
    expect(await get('/v1/widgets/demo-signed-in')).toMatchObject({
      body: { workstreamId: 'demo', authentication: { issuer: 'http://localhost:5200' } },
    });
  });

  it('changes nothing the second time, and says so', async () => {
    const before = await changes(config);
    const { out } = await seed(config, demo);
    expect(out).toContain('0 to create, 0 to change, 11 as they are\nNothing had to be changed.\n');
    expect(await changes(config)).toEqual(before);
  });

  it('keeps what people have changed, and follows the portal to another address', async () => {
    const { token, etag, body } = await get('/v1/widgets/demo');
    const { widgetId: _, version: __, changedAt: ___, ...settings } = body;
    const allowedOrigins = [...(body['allowedOrigins'] as string[]), 'https://shop.example'];
    const own = { ...settings, name: 'Ours', allowedOrigins };
    const put = { token, ifMatch: etag ?? '', body: own };
    expect(await config.call('PUT', '/v1/widgets/demo', put)).toMatchObject({ status: 200 });
    const moved = demo.map((one) => one.replace('5200', '5300'));
    expect((await seed(config, [...moved, '--dry-run'])).out).toContain(
      '2 to change, 9 as they are\nNothing was',
    );
    expect((await seed(config, moved)).out).toContain('0 to create, 2 to change, 9 as they are\nDone.');
    expect(await get('/v1/widgets/demo')).toMatchObject({
      body: {
        name: 'Ours',
        reconnect: { portalUrl: 'http://localhost:5300/portal' },
        allowedOrigins: expect.arrayContaining(['http://127.0.0.1:5301', 'https://shop.example']) as string[],
      },
    });
  });
});

describe('a seed from a file', () => {
  let config: TestConfig;
  const file = join(folder, 'seed.yaml');
  const { password: REJOIN_SEED_PASSWORD } = shop;
  const administrator = { REJOIN_ADMIN_LOGIN: 'admin@shop', REJOIN_ADMIN_PASSWORD: shop.password };

  beforeAll(async () => {
    config = await startShop();
    const { workstreamIds: _, ...agent } = shop.agents.anna;
    const yaml = {
      rejoin: 1,
      workstreams: [{ ...shop.workstream, name: 'Returns' }],
      agents: [{ ...agent, displayName: 'Mia', workstreams: ['Returns'] }],
      accounts: [{ login: 'mia@shop', displayName: 'Mia', roles: ['agent'], agent: 'Mia' }],
    };
    writeFileSync(file, stringify(yaml));
  });
  afterAll(() => config.stop());

  it('is refused in a system that others use, unless it is forced', async () => {
    const before = await changes(config);
    expect(await seed(config, [file], { ...administrator, REJOIN_SEED_PASSWORD })).toMatchObject({
      code: 3,
      err: 'The system is in use: it has accounts that are not in the file (anna@shop, ben@shop, sam@shop). Add --force to create what is missing all the same; nothing was changed.\n',
    });
    expect(await changes(config)).toEqual(before);
    const forced = await seed(config, [file, '--force', '--json'], {
      ...administrator,
      REJOIN_SEED_PASSWORD,
    });
    expect(JSON.parse(forced.out)).toMatchObject({ applied: true, warnings: [] });
    const token = await config.tokenOf('mia@shop');
    const { body: agents } = await config.call('GET', '/v1/agents?search=Mia', {
      token: await config.tokenOf('admin@shop'),
    });
    const [{ agentId }] = agents['items'] as [{ agentId: string }];
    expect(await config.call('GET', '/v1/me', { token })).toMatchObject({ body: { agentId } });
  });

  it('says why it cannot be done, and changes nothing', async () => {
    const before = await changes(config);
    expect(await seed(config, [file], administrator)).toMatchObject({ code: 0 });
    const stranger = { ...administrator, REJOIN_ADMIN_PASSWORD: 'of another', REJOIN_SEED_PASSWORD };
    expect((await seed(config, [file], stranger)).err).toContain('(sign-in-failed)');
    expect(await seed(config, [file])).toMatchObject({
      code: 78,
      err: expect.stringContaining('the file has no administrator with a password') as string,
    });
    expect(await seed(config, [])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--demo') as string,
    });
    writeFileSync(file, 'rejoin: 1\naccounts: [{ login: new@shop }]');
    expect(await seed(config, [file], administrator)).toMatchObject({
      code: 3,
      err: expect.stringContaining('accounts[0].password: is missing here') as string,
    });
    expect(await changes(config)).toEqual(before);
  });

  it('is refused with a password that config finds easy to guess', async () => {
    const empty = await startConfig({ REJOIN_SETUP_TOKEN: setupToken });
    try {
      expect(await seed(empty, ['--demo'])).toMatchObject({
        code: 3,
        err: expect.stringContaining('(password-too-easy)') as string,
      });
      expect(await empty.service.parts.database.query('select from accounts')).toEqual([]);
    } finally {
      await empty.stop();
    }
  });
});
