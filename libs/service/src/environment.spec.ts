import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EnvironmentError, readEnvironment, readServiceEnvironment } from './environment';

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
    expect(read('')).toBeUndefined();
    expect(readServiceEnvironment(needed).REJOIN_TRUST_PROXY).toBeUndefined();
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
