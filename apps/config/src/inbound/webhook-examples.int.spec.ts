import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startShop, type TestConfig } from '../config.fixture';
import { signaturesOf } from '../domain/webhook-signature';

const examples = join(__dirname, '../../../../docs/examples');

const hasPython = spawnSync('python3', ['--version']).status === 0;

const receivers: [language: string, command: string, file: string][] = [
  ['Node', process.execPath, 'webhook.mjs'],
  ...(hasPython ? [['Python', 'python3', 'webhook.py'] as [string, string, string]] : []),
];

describe.each(receivers)('the receiver in %s', (_, command, file) => {
  let config: TestConfig;
  let admin: string;
  let receiver: ChildProcess | undefined;
  let output = '';

  beforeAll(async () => {
    config = await startShop({ REJOIN_WEBHOOK_ALLOWED_HOSTS: 'localhost' });
    admin = await config.tokenOf('admin@shop');
  });
  afterAll(() => config.stop());
  afterEach(async () => {
    if (!receiver) return;
    const ended = once(receiver, 'exit');
    receiver.kill('SIGKILL');
    await ended;
  });

  /** Starts it with a secret and returns its address. */
  const start = async (secret: string): Promise<string> => {
    output = '';
    const env = { ...process.env, PORT: '0', WEBHOOK_SECRET: secret };
    receiver = spawn(command, [join(examples, file)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    receiver.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [, port] = await eventually(() => /listening on (\d+)/.exec(output));
    return `http://localhost:${port}/`;
  };
  const ask = (method: string, path: string, body: object, ifMatch?: string) =>
    config.call(method, `/v1/webhooks${path}`, { token: admin, body, ifMatch });
  const settings = (url: string) => ({ name: 'Example', url, eventTypes: [], active: true });

  it('accepts a webhook that is signed with the current secret or with the previous one', async () => {
    const { body, etag } = await ask('POST', '', settings('http://localhost:1/'));
    const [id, secret] = [String(body['webhookId']), String(body['secret'])];
    const url = await start(secret);
    const changed = await ask('PUT', `/${id}`, settings(url), etag ?? '');
    expect((await ask('POST', `/${id}/test`, {})).body).toMatchObject({ isDelivered: true, status: 204 });
    await eventually(() => expect(output).toContain(`rejoin.v1.WebhookTest ${id}`));
    const rotated = await ask('PUT', `/${id}/rotate-secret`, {}, changed.etag ?? '');
    expect((await ask('POST', `/${id}/test`, {})).body).toMatchObject({ isDelivered: true });
    await ask('PUT', `/${id}/rotate-secret`, { overlapHours: 0 }, rotated.etag ?? '');
    expect((await ask('POST', `/${id}/test`, {})).body).toMatchObject({ isDelivered: false, status: 401 });
  });

  it('refuses a webhook that another secret signed, that was changed, or that is old', async () => {
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const url = await start(`whsec_${Buffer.alloc(32, 2).toString('base64')} ${secret}`);
    const payload = JSON.stringify({ id: newId(), type: 'rejoin.v1.MessageSent', subject: 'grüße' });
    const now = Math.floor(Date.now() / 1_000);
    const send = async (change: Record<string, string>, body = payload, timestamp = now, by = secret) => {
      const message = { id: 'message', timestamp, payload };
      const headers = {
        'webhook-id': message.id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signaturesOf(message, [by]),
        ...change,
      };
      return (await fetch(url, { method: 'POST', headers, body })).status;
    };
    expect(await send({})).toBe(204);
    expect(await send({})).toBe(204);
    expect(output.match(/MessageSent/g)).toHaveLength(1);
    expect(await send({}, `${payload} `)).toBe(401);
    expect(await send({ 'webhook-id': 'other' })).toBe(401);
    expect(await send({ 'webhook-timestamp': String(now + 1) })).toBe(401);
    expect(await send({ 'webhook-signature': 'v1,AAAA' })).toBe(401);
    expect(await send({}, payload, now - 600)).toBe(401);
    expect(await send({}, payload, now, `whsec_${Buffer.alloc(32, 3).toString('base64')}`)).toBe(401);
  });
});
