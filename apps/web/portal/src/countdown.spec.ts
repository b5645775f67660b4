import { secondsLeft } from './countdown';

describe('the countdown', () => {
  const deadline = '2026-01-01T00:01:30.000Z';
  const start = Date.parse('2026-01-01T00:00:00.000Z');

  it('counts whole seconds on the clock of the server, down to none', () => {
    expect(secondsLeft(deadline, 0, start)).toBe(90);
    expect(secondsLeft(deadline, 30_000, start)).toBe(60);
    expect(secondsLeft(deadline, 0, start + 89_001)).toBe(1);
    expect(secondsLeft(deadline, 0, start + 200_000)).toBe(0);
  });
});
