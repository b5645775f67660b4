import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  assertEnvironment,
  EnvironmentError,
  readEnvironment,
  readServiceEnvironment,
  secretValues,
} from './environment';

const Schema = z.object({ PORT: z.coerce.number().int().min(1), KEY: z.string().min(1) });

describe('an environment', () => {
  it('is parsed by the schema', () => {
    expect(readEnvironment(Schema, { PORT: '4100', KEY: 'k' })).toEqual({ PORT: 4100, KEY: 'k' });
  });

  it('treats an empty variable as missing', () => {
    const WithDefault = Schema.extend({ HOURS: z.coerce.number().min(0).default(4) });
    expect(readEnvironment(WithDefault, { PORT: '1', KEY: 'k', HOURS: '' })).toMatchObject({ HOURS: 4 });
    expect(() => readEnvironment(Schema, { PORT: '1', KEY: '' })).toThrow(/KEY/);
  });

  it('that is wrong is reported with all its variables at once', () => {
    const read = () => readEnvironment(Schema, { PORT: 'none' });
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(/PORT[\s\S]*KEY/);
  });
});

describe('the environment of a service', () => {
  const needed = { DATABASE_URL: 'postgres://me@one/rejoin', NATS_URL: 'nats://me@one:4222' };
  const Keys = z.object({ KEY: secretValues(z.string().min(5, 'must have 5 characters')), URLS: z.string() });
  const problemsOf = (read: () => unknown): string[] => {
    try {
      read();
    } catch (error) {
      return (error as Error).message.split('\n').slice(1);
    }
    return [];
  };

  it('says of each variable what is wrong with it and what it must be', () => {
    expect(problemsOf(() => readServiceEnvironment({}))).toEqual([
      '  DATABASE_URL: is missing; it must be an address such as postgres://<role>@<host>:5432/rejoin',
      '  NATS_URL: is missing; it must be addresses such as nats://<user>@<host>:4222 or tls://…, separated by commas',
    ]);
    expect(problemsOf(() => readEnvironment(Keys, {}))).toEqual([
      '  KEY: is missing; it must be a secret: npm run secrets makes it',
      '  URLS: is missing',
    ]);
    expect(problemsOf(() => readEnvironment(Keys, { KEY: 'weak', URLS: 'x' }))).toEqual([
      '  KEY: must have 5 characters',
    ]);
  });

  it('is checked with that of the service at once', () => {
    expect(problemsOf(() => assertEnvironment([Keys], { ...needed, KEY_FILE: '/none', URLS: 'x' }))).toEqual([
      expect.stringMatching(/^ {2}KEY_FILE: ENOENT.*; correct the name of the file.*makes a missing secret$/),
    ]);
    const missing = problemsOf(() => assertEnvironment([Keys], { NATS_URL: needed.NATS_URL }));
    expect(missing.map((line) => line.trim().split(':')[0])).toEqual(['DATABASE_URL', 'KEY', 'URLS']);
    expect(problemsOf(() => assertEnvironment([Keys], { ...needed, KEY: 'strong', URLS: 'x' }))).toEqual([]);
  });

  it.each(['', 'one', 'mysql://one/rejoin', 'http://one'])(
    'refuses %p as the address of Postgres',
    (DATABASE_URL) => {
      expect(() => readServiceEnvironment({ ...needed, DATABASE_URL })).toThrow(
        /DATABASE_URL.*must be an address/,
      );
    },
  );

  it.each([
    '',
    'http://one:4222',
    'nats://',
    'nats://a b',
    'nats://one:port',
    'nats://one,',
    'nats://one/path',
  ])('refuses %p as the address of NATS, also with a password', (NATS_URL) => {
    for (const more of [{}, { NATS_PASSWORD: 'x' }])
      expect(() => readServiceEnvironment({ ...needed, ...more, NATS_URL })).toThrow(
        /NATS_URL.*must be addresses/,
      );
  });

  it.each([
    'nats://one',
    'one:4222',
    'nats://a@one:4222,nats://a@two',
    'tls://a@one:4222?ca=/etc/a.crt',
    '[::1]:4222',
  ])('accepts %p as the address of NATS, also with a password', (NATS_URL) => {
    expect(readServiceEnvironment({ ...needed, NATS_URL }).NATS_URL).toContain(NATS_URL);
    expect(readServiceEnvironment({ ...needed, NATS_URL, NATS_PASSWORD: 'x' }).NATS_URL).toContain(':x@');
  });
});

describe('the trusted balancers', () => {
  const needed = { DATABASE_URL: 'postgres://localhost/rejoin', NATS_URL: 'nats://localhost' };
  const read = (list: string) =>
    readServiceEnvironment({ ...needed, REJOIN_TRUST_PROXY: list }).REJOIN_TRUST_PROXY;

  it('are addresses and subnets, and none by default', () => {
    expect(read('10.0.0.0/8, 192.0.2.7,fd00::/8,::1')).toEqual([
      '10.0.0.0/8',
      '192.0.2.7',
      'fd00::/8',
      '::1',
    ]);
    expect(read('')).toEqual([]);
    expect(readServiceEnvironment(needed).REJOIN_TRUST_PROXY).toEqual([]);
  });

  it.each(['true', '*', '1', 'balancer.example', '10.0.0.0/99'])('are not %s', (list) => {
    expect(() => read(list)).toThrow(/REJOIN_TRUST_PROXY.*addresses or subnets/);
  });
});

describe('secrets in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-secrets-'));
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are read without the line end that editors add', () => {
    const KEY_FILE = write('key', 'k\n');
    expect(readEnvironment(Schema, { PORT: '1', KEY_FILE })).toEqual({ PORT: 1, KEY: 'k' });
  });

  it('that cannot be read, are too large, or are given twice are reported by name', () => {
    const read = (environment: NodeJS.ProcessEnv) => () =>
      readEnvironment(Schema, { PORT: '1', ...environment });
    expect(read({ KEY_FILE: join(folder, 'none') })).toThrow(/KEY_FILE: .*none/);
    expect(read({ KEY_FILE: write('large', 'k'.repeat(70_000)) })).toThrow(/KEY_FILE: .*larger than/);
    expect(read({ KEY: 'k', KEY_FILE: write('twice', 'k') })).toThrow(/KEY: is given twice/);
  });

  it('complete the addresses of Postgres and NATS', () => {
    const environment = readServiceEnvironment({
      DATABASE_URL: 'postgres://me@one/rejoin',
      DATABASE_PASSWORD_FILE: write('database', 'p@ss/word'),
      NATS_URL: 'nats://me@one:4222,nats://me@two:4222',
      NATS_PASSWORD_FILE: write('nats', 'secret'),
    });
    expect(environment.DATABASE_URL).toBe('postgres://me:p%40ss%2Fword@one/rejoin');
    expect(environment.NATS_URL).toBe('nats://me:secret@one:4222,nats://me:secret@two:4222');
  });
});
