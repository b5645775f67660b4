import { ServerClock } from './server-clock';

describe('the time of the server as a client knows it', () => {
  const at = (seconds: number) => new Date(1_000_000_000_000 + seconds * 1000).toISOString();

  it('counts down on the monotonic clock, whatever the clock of the device shows', () => {
    let now = 5_000;
    const clock = new ServerClock(() => now);
    clock.heard(at(0));
    expect(clock.secondsUntil(at(60))).toBe(60);
    now += 20_000;
    expect(clock.secondsUntil(at(60))).toBe(40);
    now += 100_000;
    expect(clock.secondsUntil(at(60))).toBe(0);
  });

  it('counts elapsed time in the same way', () => {
    let now = 5_000;
    const clock = new ServerClock(() => now);
    clock.heard(at(100));
    expect(clock.secondsSince(at(40))).toBe(60);
    now += 7_000;
    expect(clock.secondsSince(at(40))).toBe(67);
    expect(clock.secondsSince(at(400))).toBe(0);
  });

  it('follows the server again when the clock of the device was set forward by more than a delay can be', () => {
    let now = 0;
    const clock = new ServerClock(() => now);
    clock.heard(at(0));
    now += 3_600_000;
    clock.heard(at(1));
    expect(clock.secondsUntil(at(31))).toBe(30);
    now += 1_000;
    clock.heard(at(2));
    expect(clock.secondsUntil(at(31))).toBe(29);
  });

  it('uses the value that arrived with the least delay', () => {
    let now = 0;
    const clock = new ServerClock(() => now);
    now = 3_000;
    clock.heard(at(0));
    now = 3_500;
    clock.heard(at(3.4));
    now = 9_000;
    clock.heard(at(4));
    expect(clock.secondsUntil(at(10))).toBeCloseTo(10 - 8.9);
  });
});
