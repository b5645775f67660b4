import { away, noon } from './desk-view.fixture';
import { ringOf } from './ring';

const window = away('c1', '2026-03-01T12:05:00.000Z').window!;

describe('the ring of a countdown', () => {
  it('is full at the beginning and empties', () => {
    expect([300, 150, 0].map((seconds) => ringOf(seconds, window, noon).rest)).toEqual([1, 0.5, 0]);
  });

  it('covers the whole window with its extensions, and is never more than full', () => {
    const extended = { ...window, deadlineAt: '2026-03-01T12:10:00.000Z' };
    expect(ringOf(300, extended, noon).rest).toBe(0.5);
    expect(ringOf(400, window, null).rest).toBe(1);
  });

  it('warns in the last minute, and in the last quarter of a short window', () => {
    expect([60, 59].map((seconds) => ringOf(seconds, window, noon).isShort)).toEqual([false, true]);
    const short = { ...window, limitSeconds: 20, deadlineAt: '2026-03-01T12:00:20.000Z' };
    expect([5, 4].map((seconds) => ringOf(seconds, short, noon).isShort)).toEqual([false, true]);
  });
});
