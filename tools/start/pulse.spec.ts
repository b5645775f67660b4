import { Pulse } from './pulse';

describe('a pulse', () => {
  let answer: () => Promise<boolean>;
  let told: number[];
  let pulse: Pulse;

  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
    pulse = new Pulse(
      () => answer(),
      (seconds) => Promise.resolve(void told.push(seconds)),
    );
  });
  afterEach(() => {
    pulse.stop();
    jest.useRealTimers();
  });

  const yes = () => Promise.resolve(true);
  const no = () => Promise.resolve(false);
  const after = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

  it('tells nothing while it works, and of no trouble that is over soon', async () => {
    answer = yes;
    await after(60);
    answer = no;
    await after(9);
    answer = yes;
    await after(2);
    answer = no;
    await after(12);
    expect(told).toEqual([]);
  });

  it.each([
    ['says that it does not work', no],
    ['fails', () => Promise.reject(new Error('refused'))],
    ['does not answer', () => new Promise<boolean>(() => undefined)],
  ])('tells that it %s', async (_what, gives) => {
    answer = gives;
    await after(20);
    expect(told).toHaveLength(1);
    expect(told[0]).toBeGreaterThanOrEqual(8);
  });

  it('tells again ever more slowly while nothing helps, and soon after it has worked', async () => {
    answer = no;
    await after(6 + 8 + 16 + 32 + 60);
    expect(told).toEqual([8, 16, 32, 60]);
    await after(60);
    expect(told).toEqual([8, 16, 32, 60, 60]);
    answer = yes;
    await after(2);
    answer = no;
    await after(8 + 6);
    expect(told.at(-1)).toBe(8);
  });
});
