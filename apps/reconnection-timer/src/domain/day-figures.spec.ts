import { returnBuckets } from '@rejoin/contracts';
import { figuresOf, type WindowCounts } from './day-figures';

const none: WindowCounts = {
  dropped: 0,
  droppedInQueue: 0,
  resume: 0,
  link: 0,
  prompt: 0,
  expired: 0,
  customer: 0,
  agent: 0,
  supervisor: 0,
  system: 0,
  open: 0,
  p50: null,
  p90: null,
  within: returnBuckets.map(() => 0),
};

describe('the figures of a day', () => {
  it('are zero and have no times when no customer disconnected', () => {
    const { dropped, back, timeToReturn } = figuresOf(none);
    expect({ dropped, back }).toEqual({ dropped: 0, back: { resume: 0, link: 0, prompt: 0 } });
    expect(timeToReturn).toMatchObject({ count: 0, p50Seconds: null, p90Seconds: null });
    expect(timeToReturn.buckets.every(({ count }) => count === 0)).toBe(true);
  });

  it('count each return in one bucket, the longest in the last one', () => {
    // 1 within 5 s, 3 within 10 s, 6 within 20 s; one took more than an hour.
    const within = [1, 3, ...returnBuckets.slice(2).map(() => 6)];
    const { timeToReturn } = figuresOf({ ...none, resume: 4, link: 2, prompt: 1, within });
    expect(timeToReturn.count).toBe(7);
    expect(timeToReturn.buckets.map(({ count }) => count)).toEqual([1, 2, 3, 0, 0, 0, 0, 0, 0, 1]);
    expect(timeToReturn.buckets.map(({ upToSeconds }) => upToSeconds)).toEqual([...returnBuckets, null]);
  });

  it('round times to milliseconds', () => {
    const { p50Seconds, p90Seconds } = figuresOf({ ...none, resume: 2, p50: 1.23456, p90: 9 }).timeToReturn;
    expect([p50Seconds, p90Seconds]).toEqual([1.235, 9]);
  });
});
