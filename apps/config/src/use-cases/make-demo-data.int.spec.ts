import { EnvironmentError } from '@rejoin/service';
import { eventually } from '@rejoin/testing';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, startConfig, type TestConfig } from '../config.fixture';

describe('the demo data', () => {
  let config: TestConfig;
  let folder: string;
  let keyFile: string;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoin-demo-'));
    keyFile = join(folder, 'key.pem');
    environment = { REJOIN_DEMO: '1', REJOIN_DEMO_KEY_FILE: keyFile };
    config = await startConfig(environment);
  });
  afterAll(async () => {
    await config.stop();
    await rm(folder, { recursive: true });
  });

  const get = async (path: string) => config.call('GET', path, { token: await config.tokenOf('admin@demo') });
  const publishedKey = async () => {
    const { body } = await get('/v1/widgets/demo-signed-in');
    return (body['authentication'] as { publicKeys: { publicKey: string }[] }).publicKeys[0]?.publicKey;
  };
  const keyOfFile = async () =>
    createPublicKey(createPrivateKey(await readFile(keyFile, 'utf8'))).export({
      type: 'spki',
      format: 'pem',
    });
  const origins = (widget: Record<string, unknown>) => widget['allowedOrigins'] as string[];
  const facts = () =>
    config.service.parts.database.query('select family, aggregate_id as id from outbox order by seq');

  it('exists before the service accepts requests, and each account has its role', async () => {
    const accounts = { anna: 'agent', ben: 'agent', sam: 'supervisor', admin: 'administrator' };
    for (const [name, role] of Object.entries(accounts)) {
      const token = await config.tokenOf(`${name}@demo`);
      expect(await config.call('GET', '/v1/me', { token })).toMatchObject({ body: { roles: [role] } });
    }
    expect(await get('/v1/widgets/demo')).toMatchObject({
      body: { workstreamId: 'demo', reconnect: { enabled: true, timeLimitSeconds: 90 }, debounceSeconds: 5 },
    });
    expect(await get('/v1/quick-replies/demo-reconnect-link')).toMatchObject({
      body: { body: expect.stringContaining('{ReconnectUrl{ReconnectID}}') },
    });
  });

  it('reaches the other services as facts', async () => {
    expect(await facts()).toEqual([
      { family: 'workstream', id: 'demo' },
      { family: 'widget', id: 'demo' },
      { family: 'widget', id: 'demo-signed-in' },
      { family: 'quick-reply', id: 'demo-greeting' },
      { family: 'quick-reply', id: 'demo-reconnect-link' },
      { family: 'agent', id: 'anna' },
      { family: 'agent', id: 'ben' },
    ]);
    await eventually(async () => {
      const unpublished = `select from outbox where published_at is null`;
      expect(await config.service.parts.database.query(unpublished)).toEqual([]);
    });
  });

  it('contains the public half of the key with which the portal signs customers in', async () => {
    expect(await publishedKey()).toBe(await keyOfFile());
  });

  it('keeps later changes when the service starts again', async () => {
    const token = await config.tokenOf('admin@demo');
    const { body } = await get('/v1/agents/anna');
    const changed = { token, ifMatch: '"1"', body: { ...body, maxUnits: 7 } };
    expect(await config.call('PUT', '/v1/agents/anna', changed)).toMatchObject({ status: 200 });
    const before = await facts();

    await config.restart();

    expect(await facts()).toEqual(before);
    expect(await get('/v1/agents/anna')).toMatchObject({ etag: '"2"', body: { maxUnits: 7 } });
    expect(await publishedKey()).toBe(await keyOfFile());
  });

  it('follows a key that was replaced, and keeps the other settings of that widget', async () => {
    const token = await config.tokenOf('admin@demo');
    const { body, etag } = await get('/v1/widgets/demo-signed-in');
    const renamed = { token, ifMatch: etag ?? '', body: { ...body, name: 'Ours' } };
    expect(await config.call('PUT', '/v1/widgets/demo-signed-in', renamed)).toMatchObject({ status: 200 });
    const old = await keyOfFile();
    await rm(keyFile);

    const bus = await listen(config.nats);
    await config.restart();
    await eventually(() => bus.heard.some((fact) => fact.subject === 'demo-signed-in'));
    await bus.close();

    expect(await keyOfFile()).not.toBe(old);
    expect(await publishedKey()).toBe(await keyOfFile());
    expect(await get('/v1/widgets/demo-signed-in')).toMatchObject({ body: { name: 'Ours' } });
  });

  it('follows a portal that has moved, and keeps the other settings of its widgets', async () => {
    const token = await config.tokenOf('admin@demo');
    const { body, etag } = await get('/v1/widgets/demo');
    const own = { ...body, name: 'Ours', allowedOrigins: [...origins(body), 'https://shop.example'] };
    const changed = { token, ifMatch: etag ?? '', body: own };
    expect(await config.call('PUT', '/v1/widgets/demo', changed)).toMatchObject({ status: 200 });
    environment['REJOIN_DEMO_PORTAL_URL'] = 'http://localhost:5200/portal';

    await config.restart();

    const moved = await get('/v1/widgets/demo');
    expect(moved.body).toMatchObject({
      name: 'Ours',
      reconnect: { portalUrl: 'http://localhost:5200/portal', timeLimitSeconds: 90 },
    });
    expect(origins(moved.body)).toEqual([
      'http://localhost:5200',
      'http://127.0.0.1:5200',
      'http://[::1]:5200',
      'http://127.0.0.1:5201',
      'https://shop.example',
    ]);
    expect(await get('/v1/widgets/demo-signed-in')).toMatchObject({
      body: { name: 'Ours', authentication: { issuer: 'http://localhost:5200' } },
    });
    const before = await facts();
    await config.restart();
    expect(await facts()).toEqual(before);
  });

  it('is refused where other machines could reach it: the service does not start', async () => {
    const open = startConfig({ REJOIN_DEMO: '1', HOST: '0.0.0.0' });
    await expect(open).rejects.toThrow(EnvironmentError);
    await expect(open).rejects.toThrow('REJOIN_DEMO: demo accounts have a known password');
  });
});
