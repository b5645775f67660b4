import { isRefused } from '@rejoin/kernel';
import type { ServiceEnvironment } from '@rejoin/service';
import { startService, type RunningService } from '@rejoin/service';
import { newSystemSecrets } from '@rejoin/servers';
import {
  eventually,
  freshDatabases,
  startTestNats,
  type FreshDatabases,
  type TestNats,
} from '@rejoin/testing';
import { defaultOrganisation, type Envelope } from '@rejoin/contracts';
import { connect, JSONCodec } from 'nats';
import { ConfigServiceModule } from './config.module';
import { kinds, type Kind, type Settings } from './domain/kinds';
import { shop } from './domain/shop.fixture';
import { PasswordHashes } from './keys/password-hashes';
import { configSchema } from './store/config.schema';
import { SaveAccount } from './use-cases/save-account';
import { SaveSettings } from './use-cases/save-settings';

/** A config service in this process, with its own database and NATS, and with methods for requests to it. */
export interface TestConfig {
  readonly service: RunningService;
  readonly nats: TestNats;
  readonly databases: FreshDatabases;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Signs in and returns the token. */
  tokenOf(login: string, password?: string): Promise<string>;
  /** Starts another replica on the same data. */
  replica(): Promise<RunningService>;
  /** Stops the service and starts it again on the same data. */
  restart(environment?: NodeJS.ProcessEnv): Promise<void>;
  stop(): Promise<void>;
}

export interface CallOptions {
  token?: string | undefined;
  body?: unknown;
  ifMatch?: string | undefined;
  headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly etag: string | null;
  /** Empty when the answer is not JSON. */
  readonly body: Record<string, unknown>;
}

/** `balancers`: the proxies whose header for the client's address is trusted. */
export async function startConfig(
  environment: NodeJS.ProcessEnv = {},
  balancers: string[] = [],
): Promise<TestConfig> {
  const databases = await freshDatabases();
  const nats = await startTestNats();
  const { tokenPrivateKey, tokenPublicKey } = newSystemSecrets();
  const keys = { REJOIN_TOKEN_PRIVATE_KEY: tokenPrivateKey, REJOIN_TOKEN_PUBLIC_KEY: tokenPublicKey };
  const cost = { REJOIN_PASSWORD_COST: '10' };
  const start = async (more: NodeJS.ProcessEnv): Promise<RunningService> => {
    process.env = { ...otherVariables(), ...keys, ...cost, ...more };
    const started = await startService('config', ConfigServiceModule, configSchema, {
      ...serviceEnvironment(databases, nats),
      REJOIN_TRUST_PROXY: balancers,
    });
    await eventually(() => started.parts.bus.reachesServer());
    return started;
  };
  let service = await start(environment).catch(async (error: unknown) => {
    await nats.stop();
    await databases.drop();
    throw error;
  });
  const call: TestConfig['call'] = async (method, path, { token, body, ifMatch, headers } = {}) => {
    const response = await fetch(`${service.url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      etag: response.headers.get('etag'),
      body: (isJson && text !== '' ? JSON.parse(text) : {}) as Record<string, unknown>,
    };
  };
  return {
    get service() {
      return service;
    },
    nats,
    databases,
    call,
    async tokenOf(login, password = shop.password) {
      const { body } = await call('POST', '/v1/sign-in', { body: { login, password } });
      return String(body['token']);
    },
    replica: () => start(environment),
    async restart(more = environment) {
      await service.stop();
      service = await start(more);
    },
    async stop() {
      await service.stop();
      await nats.stop();
      await databases.drop();
    },
  };
}

/** Starts config with the settings and accounts of a shop. */
export async function startShop(
  environment: NodeJS.ProcessEnv = {},
  balancers: string[] = [],
): Promise<TestConfig> {
  const config = await startConfig(environment, balancers);
  const { app, parts } = config.service;
  const passwordHash = await app.get(PasswordHashes).hash(shop.password);
  if (isRefused(passwordHash)) throw new Error('the password of the shop was not hashed');
  const actor = { org: defaultOrganisation, as: 'setup', accountId: null } as const;
  const make = (kind: Kind, id: string, settings: Settings) =>
    parts.database.transaction((tx) => app.get(SaveSettings).create(tx, actor, kind, settings, id));
  await make(kinds.workstream, 'shop', shop.workstream);
  for (const id of ['shop', 'shop-2']) {
    await make(kinds.widget, id, shop.widget);
    await make(kinds.quickReply, id, shop.greeting);
  }
  for (const [id, agent] of Object.entries(shop.agents)) await make(kinds.agent, id, agent);
  for (const [id, account] of Object.entries(shop.accounts))
    await parts.database.transaction((tx) =>
      app.get(SaveAccount).create(tx, actor, account, passwordHash, id),
    );
  return config;
}

/** Collects every fact that config publishes from now on, each once, because delivery is at least once. */
export async function listen(nats: TestNats): Promise<{ heard: Envelope[]; close(): Promise<void> }> {
  const { username, password, host } = new URL(nats.url);
  const connection = await connect({ servers: host, user: username, pass: password });
  const heard: Envelope[] = [];
  connection.subscribe('rejoin.v1.>', {
    callback: (error, message) => {
      if (error) return;
      const fact = JSONCodec<Envelope>().decode(message.data);
      if (!heard.some(({ id }) => id === fact.id)) heard.push(fact);
    },
  });
  await connection.flush();
  return { heard, close: () => connection.close() };
}

function otherVariables(): NodeJS.ProcessEnv {
  const ours = /^(HOST$|REJOIN_(TOKEN|PUBLIC|SETUP|WEBHOOK|SIGN_IN|ADMIN))/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

function serviceEnvironment(databases: FreshDatabases, nats: TestNats): ServiceEnvironment {
  return {
    HOST: '127.0.0.1',
    PORT: 0,
    DATABASE_URL: databases.urls.config,
    NATS_URL: nats.urlOf('config'),
    NATS_STREAM_REPLICAS: 1,
    REJOIN_LOG_LEVEL: 'warn',
  };
}
