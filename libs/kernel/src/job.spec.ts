import { Job } from './job';

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const events: string[] = [];
let ends: ((nextInMs: number | null) => void)[] = [];
let job: Job;

/** Each run lasts until the test ends it. */
beforeEach(() => {
  jest.useFakeTimers();
  events.length = 0;
  ends = [];
  job = new Job({
    name: 'test',
    run: () => {
      events.push('run');
      return new Promise((resolve) => ends.push(resolve));
    },
    onFailed: (error) => events.push(String(error)),
    onHung: (ms) => events.push(`hung ${ms}`),
  });
});
afterEach(() => jest.useRealTimers());

const end = async (nextInMs: number | null = null) => {
  ends.shift()?.(nextInMs);
  await pass(0);
};

it('runs when it is started, and again at what it has reported', async () => {
  job.ring();
  await pass(5_000);
  expect(events).toEqual([]);
  void job.start();
  await end(300);
  await pass(299);
  expect(events).toHaveLength(1);
  await pass(1);
  expect(events).toHaveLength(2);
});

it('runs for a bell, and one at a time: bells during a run make one more', async () => {
  void job.start();
  for (let i = 0; i < 5; i++) job.ring();
  await pass(1_000);
  expect(events).toHaveLength(1);
  await end();
  expect(events).toHaveLength(2);
  await end();
  await pass(1_000);
  expect(events).toHaveLength(2);
});

it('tells of a run that lasts too long, and begins no other beside it', async () => {
  void job.start();
  job.ring();
  await pass(20_000);
  expect(events).toEqual(['run', 'hung 10000']);
});

it('stops when the run under way has ended, and hears no bell any more', async () => {
  void job.start();
  const stopped = job.stop();
  job.ring();
  await end(0);
  expect(await stopped).toBe(true);
  await pass(60_000);
  expect(events).toEqual(['run']);
});

it('waits 5 s for a run that does not end', async () => {
  void job.start();
  const stopped = job.stop();
  await pass(5_000);
  expect(await stopped).toBe(false);
});
