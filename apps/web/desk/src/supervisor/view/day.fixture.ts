import type { Disconnects } from '@rejoin/contracts';

const bounds = [5, 10, 20, 30, 60, 120, 300, 900, 3600, null];
const counts = [1, 1, 2, 1, 0, 1, 1, 0, 0, 0];

export function disconnectsOf(more: Partial<Disconnects> = {}): Disconnects {
  return {
    dropped: 12,
    droppedInQueue: 2,
    back: { resume: 4, link: 2, prompt: 1 },
    expired: 2,
    ended: { customer: 1, agent: 1, supervisor: 0, system: 0 },
    open: 1,
    timeToReturn: {
      count: 7,
      p50Seconds: 21.4,
      p90Seconds: 88,
      buckets: bounds.map((upToSeconds, index) => ({ upToSeconds, count: counts[index] ?? 0 })),
    },
    held: { unitMinutes: 340.5, conversationMinutes: 17, holds: 11 },
    ...more,
  };
}
