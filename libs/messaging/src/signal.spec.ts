import { Signal } from './signal';

describe('the wait for a signal', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ends when it is rung, and leaves no timer', async () => {
    const signal = new Signal();
    const wait = signal.wait(1_000);
    signal.ring();
    expect(await wait).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends at its time limit when it is not rung', async () => {
    const signal = new Signal();
    const wait = signal.wait(1_000);
    jest.advanceTimersByTime(999);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await wait).toBe(false);
  });

  it('is not ended by a ring before it', async () => {
    const signal = new Signal();
    signal.ring();
    const first = signal.wait(1_000);
    jest.advanceTimersByTime(1_000);
    signal.ring();
    const second = signal.wait(1_000);
    jest.advanceTimersByTime(1_000);
    expect([await first, await second]).toEqual([false, false]);
  });
});
