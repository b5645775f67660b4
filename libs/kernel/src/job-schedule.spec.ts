import { JobSchedule } from './job-schedule';

let schedule: JobSchedule;
beforeEach(() => {
  schedule = new JobSchedule();
  schedule.request(0);
  schedule.begin();
});

/** What it does at this instant, from the beginning of a run to its end. */
const run = (at: number, nextInMs: number | null) => {
  schedule.begin();
  schedule.done(at, nextInMs);
};

describe('a job that has run', () => {
  it.each([
    ['is due again when it has reported', 700, 1_700],
    ['looks after 2 s at the latest while something is open', 60_000, 3_000],
    ['looks after 30 s when nothing is open', null, 31_000],
    ['is due at once when something is overdue already', -5, 995],
  ])('%s', (_, nextInMs, at) => {
    schedule.done(1_000, nextInMs);
    expect(schedule.nextAt).toBe(at);
  });

  it('runs earlier for a bell, and no later for a bell that is later', () => {
    schedule.done(1_000, 1_500);
    schedule.request(5_000);
    expect(schedule.nextAt).toBe(2_500);
    schedule.request(1_200);
    expect(schedule.nextAt).toBe(1_200);
  });
});

describe('a job that runs', () => {
  it('is not begun again by a bell, but runs once more after it', () => {
    schedule.request(500);
    expect(schedule.nextAt).toBe(Infinity);
    schedule.done(1_000, null);
    expect(schedule.nextAt).toBe(500);
    run(1_100, null);
    expect(schedule.nextAt).toBe(31_100);
  });
});

describe('a job that fails', () => {
  it('is tried again after pauses that grow to 1 s, and no bell shortens them', () => {
    const pauses = [1, 2, 3, 4, 5].map((failures) => {
      expect(schedule.failed(1_000)).toBe(failures);
      schedule.request(1_001);
      const pause = schedule.nextAt - 1_000;
      schedule.begin();
      return pause;
    });
    expect(pauses).toEqual([250, 500, 1_000, 1_000, 1_000]);
  });

  it('begins anew with short pauses once it has succeeded, and hears bells at once', () => {
    schedule.failed(1_000);
    run(1_250, null);
    schedule.request(1_251);
    expect(schedule.nextAt).toBe(1_251);
    schedule.begin();
    expect(schedule.failed(2_000)).toBe(1);
    expect(schedule.nextAt).toBe(2_250);
  });
});
