import { eventually } from '@rejoin/testing';
import { Keeper, type Program } from './keeper';

/** A program that ends on request or when it is stopped. */
function program(pid: number): Program & { end(how: string): void } {
  let end: (how: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (end = resolve));
  return {
    pid,
    ended,
    end,
    async stop() {
      end('stopped');
    },
  };
}

describe('a keeper', () => {
  beforeEach(() => jest.spyOn(process.stdout, 'write').mockReturnValue(true));
  afterEach(() => jest.restoreAllMocks());

  it('starts again what ended without being asked', async () => {
    const first = program(1);
    let restarts = 0;
    const keeper = new Keeper(
      'it',
      first,
      () => program(2),
      () => restarts++,
    );
    first.end('SIGKILL');
    await eventually(() => keeper.pid === 2);
    expect(restarts).toBe(1);
    await keeper.stop();
    expect(restarts).toBe(1);
  });

  it('tries on when it cannot be started', async () => {
    const first = program(1);
    let attempts = 0;
    const launch = () => {
      if (++attempts < 3) throw new Error('no room');
      return program(2);
    };
    const keeper = new Keeper('it', first, launch, () => undefined);
    first.end('exit 1');
    await eventually(() => keeper.pid === 2);
    expect(attempts).toBe(3);
    await keeper.stop();
  });

  it('lets what was asked to stop rest', async () => {
    let launches = 0;
    const keeper = new Keeper(
      'it',
      program(1),
      () => (launches++, program(2)),
      () => undefined,
    );
    await keeper.stop();
    expect(launches).toBe(0);
  });
});
