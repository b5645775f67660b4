import { EnvironmentError } from './environment';
import { assertOwnSchema, assertOwnUser, assertSupported, startFailure } from './start-failure';

const postgres = (version: string) => ({ query: () => Promise.resolve([{ version }] as never) });

describe('why a service cannot start', () => {
  it('is a Postgres that is too old, before anything is migrated', async () => {
    await expect(assertSupported(postgres('15.0 (Debian 15.0-1)'))).resolves.toBeUndefined();
    const failed: unknown = await assertSupported(postgres('14.20')).catch((error: unknown) => error);
    expect(startFailure(failed)).toEqual({
      text: 'Postgres 14.20 is too old. Upgrade to Postgres 15.0 or later; nothing was lost.',
      exitCode: 78,
    });
  });

  it('is the role of another service, whose tables it would change', async () => {
    const inSchema = (schema: string | null) => ({ query: () => Promise.resolve([{ schema }] as never) });
    await expect(assertOwnSchema('session-gateway', inSchema('session_gateway'))).resolves.toBeUndefined();
    await expect(assertOwnSchema('session-gateway', inSchema('mine'))).resolves.toBeUndefined();
    const failed: unknown = await assertOwnSchema('routing', inSchema('session_gateway')).catch(
      (error: unknown) => error,
    );
    expect(startFailure(failed)).toEqual({
      text: 'DATABASE_URL names the role of session-gateway, and this is routing. Use the role of this service; nothing was changed.',
      exitCode: 78,
    });
  });

  it('is the user of another service at NATS, whose rights it would have', () => {
    const check = (url: string) => () => assertOwnUser('routing', url);
    for (const url of ['nats://routing:p@a:4222,nats://routing:p@b', 'nats://mine@a:4222', 'a:4222'])
      expect(check(url)).not.toThrow();
    expect(check('nats://session-gateway:p@a:4222,nats://session-gateway:p@b')).toThrow(
      'NATS_URL names the user of session-gateway, and this is routing. Use the user of this service; nothing was changed.',
    );
  });

  it.each([
    [new EnvironmentError('The environment cannot be used'), 'The environment cannot be used', 78],
    [
      Object.assign(new Error('listen'), { syscall: 'listen', code: 'EADDRINUSE', port: 4100 }),
      'Another process uses the port 4100',
      1,
    ],
    [
      Object.assign(new Error('listen'), {
        syscall: 'listen',
        code: 'EADDRNOTAVAIL',
        address: '203.0.113.7',
      }),
      'does not have the address 203.0.113.7. Set HOST',
      1,
    ],
    [
      Object.assign(new Error('listen'), { syscall: 'listen', code: 'EACCES', port: 80 }),
      'may not listen at the port 80. Set PORT',
      1,
    ],
    [
      Object.assign(new Error('getaddrinfo'), {
        syscall: 'getaddrinfo',
        code: 'ENOTFOUND',
        hostname: 'chat',
      }),
      'The host name chat is not known. Correct HOST.',
      1,
    ],
    [
      Object.assign(new Error('no schema has been selected'), { code: '3F000' }),
      'no schema has been selected. Run provision',
      78,
    ],
    [{ message: 'permission denied for schema x', driverError: { code: '42501' } }, 'x. Run provision', 78],
    [new Error('a defect'), 'Error: a defect\n    at', 1],
  ])('is one sentence when an operator can mend it: %p', (error, text, exitCode) => {
    expect(startFailure(error)).toEqual({ text: expect.stringContaining(text) as string, exitCode });
  });
});
