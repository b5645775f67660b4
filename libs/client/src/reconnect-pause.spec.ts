import { reconnectPause, type Outage } from './reconnect-pause';

const outage: Outage = { lostForMs: 0, secondsLeft: null, isFirst: true };
const longest = (of: Partial<Outage>) => reconnectPause({ ...outage, ...of }, () => 1);

describe('the pause before the next attempt to reach a gateway', () => {
  it('is at most 2.5 s in the first minute, then grows with the time lost, and is never above 30 s', () => {
    const seconds = [0, 10, 60, 120, 240, 720, 86_400];
    expect(seconds.map((lost) => longest({ lostForMs: lost * 1_000 }))).toEqual([
      2_500, 2_500, 2_500, 5_000, 10_000, 30_000, 30_000,
    ]);
  });

  it('is short again near the deadline, and not after it', () => {
    const lostForMs = 600_000;
    expect([61, 60, 1, 0].map((secondsLeft) => longest({ lostForMs, secondsLeft }))).toEqual([
      25_000, 2_500, 2_500, 25_000,
    ]);
  });

  it('is anything up to that at first, and nearly that long between later attempts', () => {
    expect(reconnectPause(outage, () => 0)).toBe(0);
    expect(reconnectPause({ ...outage, isFirst: false }, () => 0)).toBe(2_000);
    expect(longest({ isFirst: false })).toBe(2_500);
  });
});

const customers = 5_000;
const handshakeMs = 300;

/**
 * When clients that lost their connection at the same instant reconnect, in ms after the network works again, in order.
 */
function herd(cutMs: number, windowSeconds: number): number[] {
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const back = Array.from({ length: customers }, () => {
    let at = reconnectPause({ ...outage, secondsLeft: windowSeconds }, random);
    while (at < cutMs) {
      const secondsLeft = windowSeconds - at / 1_000;
      at += reconnectPause({ lostForMs: at, secondsLeft, isFirst: false }, random);
    }
    return at + handshakeMs - cutMs;
  });
  return back.sort((a, b) => a - b);
}

/** The greatest share of them in any one second. */
function busiestSecond(back: readonly number[]): number {
  let most = 0;
  let from = 0;
  back.forEach((at, to) => {
    while (at - back[from]! >= 1_000) from++;
    most = Math.max(most, to - from + 1);
  });
  return most / back.length;
}

describe('5,000 customers who lost their connection at the same instant', () => {
  it.each([0, 1, 3, 8, 15, 30, 45, 59])(
    'reconnect within 3 s after an outage of %d s, 95 of 100, at most 55 of 100 in any second',
    (cut) => {
      const back = herd(cut * 1_000, 300);
      expect(back[customers * 0.95]).toBeLessThan(3_000);
      expect(busiestSecond(back)).toBeLessThan(0.55);
    },
  );

  it('reconnect within 3 s when the network works again in the last minute before the deadline', () => {
    const back = herd(270_000, 300);
    expect(back[customers * 0.95]).toBeLessThan(3_000);
    expect(busiestSecond(back)).toBeLessThan(0.55);
  });

  it('reconnect over half a minute after an outage of an hour with a window of a day', () => {
    const back = herd(3_600_000, 86_400);
    expect(back.at(-1)).toBeLessThan(30_000 + handshakeMs);
    expect(busiestSecond(back)).toBeLessThan(0.05);
  });
});
