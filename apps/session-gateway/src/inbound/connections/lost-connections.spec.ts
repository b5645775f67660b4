import { Unavailable } from '@rejoin/messaging';
import { ServiceLog } from '@rejoin/service';
import type { Socket } from '../sockets/socket';
import { LostConnections } from './lost-connections';

// jest replaces the timers of the global object only.
jest.mock('node:timers/promises', () => ({
  // eslint-disable-next-line no-restricted-syntax -- of jest's time, which passes at once
  setTimeout: (ms: number, value: unknown) => new Promise((resolve) => setTimeout(resolve, ms, value)),
}));

describe('the record of a lost connection', () => {
  const logged: unknown[] = [];
  class RecordingLog extends ServiceLog {
    override error(fields: object | string): void {
      logged.push(fields);
    }
  }
  const closed = { isOpen: false, lostForMs: 0 } as Socket;

  beforeEach(() => {
    jest.useFakeTimers();
    logged.length = 0;
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Fails for this time, and returns when it was tried, in ms. */
  async function triedAt(failsForMs: number, error: Error): Promise<number[]> {
    const lost = new LostConnections(new RecordingLog('test', 'silent'));
    const began = performance.now();
    const tried: number[] = [];
    lost.onClose(closed, (elapsedMs) => {
      tried.push(Math.round(elapsedMs));
      return performance.now() - began < failsForMs ? Promise.reject(error) : Promise.resolve();
    });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await lost.areWritten()).toBe(true);
    return tried;
  }

  it('is tried again until it is written, with pauses that grow to 4 s', async () => {
    expect(await triedAt(12_000, new Unavailable('Postgres'))).toEqual([
      0, 500, 1_500, 3_500, 7_500, 11_500, 15_500,
    ]);
    expect(logged).toEqual([]);
  });

  it('logs an error that does not pass by itself once', async () => {
    expect(await triedAt(3_000, new TypeError('x is undefined'))).toHaveLength(4);
    expect(logged).toEqual([{ err: new TypeError('x is undefined') }]);
  });
});
