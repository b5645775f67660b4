import { passedTime } from './passed-time';
import { ServerClock } from './server-clock';

describe('the time that has passed on a device', () => {
  let steady: number;
  let wall: number;
  let passed: () => number;
  const both = (ms: number) => {
    steady += ms;
    wall += ms;
  };

  beforeEach(() => {
    [steady, wall] = [5_000, 1_000_000_000_000];
    const from = passedTime(
      () => steady,
      () => wall,
    );
    const start = from();
    passed = () => from() - start;
  });

  it('is what both clocks show', () => {
    both(20_000);
    expect(passed()).toBe(20_000);
  });

  it('counts an hour of sleep in which the steady clock stopped', () => {
    both(10_000);
    wall += 3_600_000;
    expect(passed()).toBe(3_610_000);
    both(5_000);
    expect(passed()).toBe(3_615_000);
  });

  it('counts an hour of sleep in which only the steady clock continued', () => {
    steady += 3_600_000;
    expect(passed()).toBe(3_600_000);
  });

  it('never decreases and never stops when the wall clock is set back', () => {
    both(10_000);
    expect(passed()).toBe(10_000);
    wall -= 7_200_000;
    expect(passed()).toBe(10_000);
    both(1_000);
    expect(passed()).toBe(11_000);
    wall += 60_000;
    expect(passed()).toBe(71_000);
  });

  it('does not grow with each reading by the rounding difference of the clocks', () => {
    for (let look = 1; look <= 10_000; look++) {
      both(0.4);
      const rounded = wall;
      wall = Math.round(rounded) + (look % 2 ? 0.9 : -0.9);
      passed();
      wall = rounded;
    }
    expect(passed()).toBeCloseTo(4_000, 0);
  });

  it('leaves nothing of a window of one minute after an hour of sleep', () => {
    const clock = new ServerClock(passed);
    const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000).toISOString();
    clock.heard(at(0));
    both(5_000);
    expect(clock.secondsUntil(at(60))).toBe(55);
    wall += 3_600_000;
    expect(clock.secondsUntil(at(60))).toBe(0);
  });
});
