import { Unavailable } from '@rejoin/messaging';
import { Clockwork } from './clockwork';
import { ServiceLog } from './log';

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const told: object[] = [];

class RecordingLog extends ServiceLog {
  override warn(fields: object | string): void {
    told.push(Object(fields) as object);
  }
  override error(fields: object | string): void {
    told.push(Object(fields) as object);
  }
}

let clockwork: Clockwork;
beforeEach(() => {
  jest.useFakeTimers();
  told.length = 0;
  clockwork = new Clockwork(new RecordingLog('test', 'silent'));
});
afterEach(async () => {
  const stopped = clockwork.onApplicationShutdown();
  await pass(10_000);
  await stopped;
  jest.useRealTimers();
});

it('reports a job that fails once, and again about every minute', async () => {
  clockwork.job('broken', () => Promise.reject(new Error('a bug')));
  clockwork.onApplicationBootstrap();
  await pass(30_000);
  expect(told).toMatchObject([{ job: 'broken', failures: 1, err: { message: 'a bug' } }]);
  await pass(40_000);
  expect(told).toMatchObject([{ failures: 1 }, { failures: 61 }]);
});

it('reports unreachable servers only when that lasts', async () => {
  clockwork.job('asking', () => Promise.reject(new Unavailable('the timer')));
  clockwork.onApplicationBootstrap();
  await pass(5_000);
  expect(told).toEqual([]);
  await pass(5_000);
  expect(told).toMatchObject([{ job: 'asking', failures: 10 }]);
});

it('reports a job that hangs', async () => {
  clockwork.job('hanging', () => new Promise(() => undefined));
  clockwork.onApplicationBootstrap();
  await pass(10_000);
  expect(told).toMatchObject([{ alarm: 'job-hangs', job: 'hanging' }]);
});

it('stops the jobs in reverse order, each after its run has ended', async () => {
  const ended: string[] = [];
  for (const name of ['first', 'second']) {
    clockwork.job(name, async () => {
      await new Promise((resolve) => void setInterval(resolve, 100));
      ended.push(name);
      return null;
    });
  }
  clockwork.onApplicationBootstrap();
  const stopped = clockwork.onApplicationShutdown();
  await pass(100);
  await stopped;
  expect(ended).toEqual(['first', 'second']);
});
