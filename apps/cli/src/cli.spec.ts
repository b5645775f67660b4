import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, runCommand } from './cli';
import { Environment } from './cli.environment';
import { Terminal } from './inbound/terminal';
import type { Command } from 'commander';

async function run(args: readonly string[], variables: Record<string, string> = {}) {
  let [out, err] = ['', ''];
  const code = await runCommand(
    args,
    { DATABASE_URL: 'postgres://x@127.0.0.1:1/rejoin', ...variables },
    (text) => (out += text),
    (text) => (err += text),
  );
  return { code, out, err };
}

it('an answer cannot control the terminal, and an error neither', async () => {
  let written = '';
  const write = (text: string) => void (written += text);
  const terminal = new Terminal({}, write, write);
  const text = 'hi\u001b]52;c;x\u0007 \u202eabc\u2028é 😀';
  await terminal.present(false, () => Promise.resolve({ lines: [text, 'two'], value: null }));
  await terminal.present(false, () => Promise.reject(new Error(text)));
  expect(written).toContain('hi\\u001b]52;c;x\\u0007 \\u202eabc\\u2028é 😀\ntwo\n');
  expect(written).not.toMatch(/[\u0007\u001b\u2028\u202e]/);
});

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

describe('the command line', () => {
  it('describes every command, and each can print JSON', () => {
    const all = leaves(
      commandLine(
        new Terminal(
          {},
          () => undefined,
          () => undefined,
        ),
      ),
    );
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter((one) => one.description() === '')).toEqual([]);
    expect(all.filter((one) => !one.options.some(({ long }) => long === '--json'))).toEqual([]);
  });

  it('takes no secret as an argument', () => {
    const all = leaves(
      commandLine(
        new Terminal(
          {},
          () => undefined,
          () => undefined,
        ),
      ),
    );
    const options = all.flatMap((one) => one.options.map(({ long }) => long ?? ''));
    expect(options.filter((one) => /password|token|secret|code/.test(one))).toEqual([]);
  });

  it('helps with exit code 0, and ends with 2 when it is used wrongly', async () => {
    const help = await run(['--help']);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes') as string });
    expect(await run(['windows', 'open'])).toMatchObject({ code: 2 });
    expect((await run(['doctr'])).err).toContain('Did you mean doctor?');
    expect(await run(['facts', 'replay', 'nonsense', 'c1'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no family nonsense. Use one of session,') as string,
    });
    expect((await run(['facts', 'rebuild', 'routing'])).err).toContain('Add --yes to do it.');
  });

  it('names a variable that is missing, and a server that cannot be reached', async () => {
    expect(await run(['windows', 'list'])).toMatchObject({
      code: 78,
      err: 'REJOIN_URL is not set. Set it, for example to https://<gateway>.\n',
    });
    expect(await run(['facts', 'parked'])).toMatchObject({
      code: 4,
      err: 'Postgres at 127.0.0.1:1: nothing listens there. Start the server, or correct the address.\n',
    });
    expect(JSON.parse((await run(['facts', 'parked', '--json'])).err)).toEqual({
      error: {
        what: 'Postgres at 127.0.0.1:1: nothing listens there',
        remedy: 'Start the server, or correct the address.',
      },
    });
  });
});

describe('the environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-cli-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads secrets from files', () => {
    const file = join(folder, 'password');
    writeFileSync(file, 'pass word\n');
    const environment = new Environment({
      DATABASE_URL: 'postgres://auditor@db:5432/rejoin',
      DATABASE_PASSWORD_FILE: file,
    });
    expect(environment.databaseUrl).toBe('postgres://auditor:pass%20word@db:5432/rejoin');
  });

  it('is that of the system that runs here, unless an address is given', () => {
    const local = {
      databaseUrl: 'postgres://local',
      url: 'http://local',
      config: 'http://config',
      natsUrl: 'nats://local',
    };
    const find = () => local as never;
    expect(new Environment({}, find).configUrl).toBe('http://config');
    expect(new Environment({}, find).administrator.login).toBe('admin@demo');
    expect(() => new Environment({ NATS_URL: 'nats://other' }, find).configUrl).toThrow(
      'REJOIN_CONFIG_URL is not set',
    );
  });

  it.each([
    'http://chat.example',
    'http://10.0.0.1:8100',
    'http://localhost.example',
    'http://127.0.0.1.example',
  ])('sends no password to %s without encryption, unless that is allowed', async (url) => {
    expect(() => new Environment({ REJOIN_CONFIG_URL: url }).configUrl).toThrow('unencrypted');
    expect(new Environment({ REJOIN_CONFIG_URL: url, REJOIN_ALLOW_HTTP: '1' }).configUrl).toBe(url);
    const variables = {
      REJOIN_URL: url,
      REJOIN_ADMIN_LOGIN: 'you',
      REJOIN_ADMIN_PASSWORD: 'never sent',
    };
    const err: string[] = [];
    const fetched = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('not reached'));
    const run = (...args: string[]) =>
      runCommand(
        ['windows', 'list', ...args],
        variables,
        () => undefined,
        (text) => err.push(text),
      );
    expect(await run()).toBe(78);
    expect(err.join()).toContain('unencrypted');
    expect(fetched).not.toHaveBeenCalled();
    expect(await run('--allow-http')).toBe(4);
    expect(fetched).toHaveBeenCalled();
    fetched.mockRestore();
  });

  it.each(['http://localhost:8100', 'http://127.0.0.1:8100', 'http://[::1]:8100', 'https://chat.example'])(
    'sends a password to %s',
    (url) => {
      expect(new Environment({ REJOIN_URL: url }).gatewayUrl).toBe(url);
    },
  );

  it.each(['localhost', 'mysql://db/rejoin', 'http://db'])('refuses %p as the address of Postgres', (url) => {
    expect(() => new Environment({ DATABASE_URL: url }).databaseUrl).toThrow(
      'DATABASE_URL is not an address of Postgres. Use one such as postgres://',
    );
  });

  it.each(['http://bus', 'nats://a,nats://b c'])('refuses %p as the address of NATS', (url) => {
    expect(() => new Environment({ NATS_URL: url }).natsUrl).toThrow(
      'NATS_URL is not an address of NATS. Use one',
    );
  });

  it('refuses what is not a URL', () => {
    expect(() => new Environment({ REJOIN_URL: 'localhost' }).gatewayUrl).toThrow('localhost is not a URL');
  });
});
