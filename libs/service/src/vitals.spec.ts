import { Vitals } from './vitals';

const minutes = 60_000;

describe('a process', () => {
  const failureOf = (ms: number, listening = true) =>
    new Vitals({ longestRun: { job: 'windows', ms } }, { listening }).failure;

  it('is alive while its jobs end and its server listens', () => {
    expect(failureOf(0)).toBeUndefined();
    expect(failureOf(14 * minutes)).toBeUndefined();
  });

  it('is not alive when a job never ends', () => {
    expect(failureOf(16 * minutes)).toBe('the job windows has not ended for 16 minutes');
  });

  it('is not alive when nobody can connect to it', () => {
    expect(failureOf(0, false)).toBe('the HTTP server does not listen');
  });
});
