import { hashSecret, SecretValues } from '@rejoin/kernel';
import { newSystemSecrets } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConfig, type TestConfig } from '../config.fixture';
import { WebhookSecrets } from '../keys/webhook-secrets';
import { SealAgain } from '../use-cases/seal-again';
import { StoreSetupTokens } from '../use-cases/store-setup-tokens';

describe('secrets of config that are changed in their files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-keys-'));
  const file = (name: string) => join(folder, name);
  const [old, fresh] = [newSystemSecrets(), newSystemSecrets()];
  const tokens = {
    first: 'a-setup-token-that-nobody-could-guess',
    second: 'another-setup-token-for-the-same-use',
  };
  let config: TestConfig;

  const write = (keys: readonly (typeof old)[], setupTokens: readonly string[]) => {
    writeFileSync(file('public'), keys.map(({ tokenPublicKey }) => tokenPublicKey).join('\n'));
    writeFileSync(file('private'), keys.map(({ tokenPrivateKey }) => tokenPrivateKey).join('\n'));
    writeFileSync(file('setup'), setupTokens.join('\n'));
  };
  const makeAdministrator = (token: string, login: string) =>
    config.call('POST', '/v1/first-administrator', {
      body: { token, login, displayName: 'Ada', password: 'correct horse battery' },
    });
  const statusFor = async (token: string) => (await config.call('GET', '/v1/audit-log', { token })).status;

  beforeAll(async () => {
    write([old], [tokens.first]);
    config = await startConfig({
      REJOIN_TOKEN_PUBLIC_KEY: '',
      REJOIN_TOKEN_PUBLIC_KEY_FILE: file('public'),
      REJOIN_TOKEN_PRIVATE_KEY: '',
      REJOIN_TOKEN_PRIVATE_KEY_FILE: file('private'),
      REJOIN_SETUP_TOKEN_FILE: file('setup'),
    });
  });
  afterAll(async () => {
    await config.stop();
    rmSync(folder, { recursive: true });
  });

  it('refuse a setup token that is no longer there, and accept the one that has taken its place', async () => {
    write([old], [tokens.second]);
    const { database } = config.service.parts;
    // Each request for the first administrator does this.
    await eventually(async () => {
      await config.service.app.get(StoreSetupTokens).run();
      expect(await database.query('select token_hash as hash from setup_tokens')).toEqual([
        { hash: hashSecret(tokens.second) },
      ]);
    });
    expect((await makeAdministrator(tokens.first, 'ada@shop')).status).toBe(404);
    expect((await makeAdministrator(tokens.second, 'ada@shop')).status).toBe(201);
  });

  it('keep sign-ins and webhooks, also after the old key has ended', async () => {
    const { database } = config.service.parts;
    const before = await config.tokenOf('ada@shop', 'correct horse battery');
    const made = await config.call('POST', '/v1/webhooks', {
      token: before,
      body: {
        name: 'Orders',
        url: 'https://orders.example/hook',
        eventTypes: [],
        active: false,
      },
    });
    expect(made).toMatchObject({ status: 201 });
    const { secret } = made.body;
    const opened = async (keys: string) => {
      const rows = await database.query<{ id: string; sealed: string }>(
        'select webhook_id as id, sealed from webhook_secrets',
      );
      const secrets = new WebhookSecrets(new SecretValues(keys));
      return rows.flatMap(({ id, sealed }) => secrets.open(id, [sealed]));
    };
    expect(await opened(old.tokenPrivateKey)).toEqual([secret]);

    write([fresh, old], [tokens.second]);
    expect(await statusFor(before)).toBe(200);
    await eventually(async () => {
      await config.service.app.get(SealAgain).run();
      expect(await opened(fresh.tokenPrivateKey)).toEqual([secret]);
    });
    expect(await opened(old.tokenPrivateKey)).toEqual([]);
    const since = await config.tokenOf('ada@shop', 'correct horse battery');
    expect(await statusFor(since)).toBe(200);

    write([fresh], [tokens.second]);
    await eventually(async () => expect(await statusFor(before)).toBe(401));
    expect(await statusFor(since)).toBe(200);
  });
});
