import { EnvironmentError } from './environment';
import { assertSupported, startFailure } from './start-failure';

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

  it.each([
    [new EnvironmentError('The environment cannot be used'), 'The environment cannot be used', 78],
    [
      Object.assign(new Error('listen'), { code: 'EADDRINUSE', port: 4100 }),
      'Another process uses the port 4100',
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
