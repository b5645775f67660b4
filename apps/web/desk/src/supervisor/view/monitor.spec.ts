import type { Monitored } from '@rejoin/client';
import { beforeThese, emptyMonitor, evolveMonitor, type Monitor } from './monitor';

const page = (seqs: readonly number[], status = 'active') =>
  ({
    conversation: { conversationId: 'c1', status, lastSeq: seqs.at(-1) ?? 0 },
    entries: seqs.map((seq) => ({ seq })),
    more: false,
    serverNow: 'now',
  }) as unknown as Monitored;
const seqs = ({ entries }: Monitor) => entries.map(({ seq }) => seq);

describe('a conversation that is followed', () => {
  const latest = evolveMonitor(emptyMonitor, { type: 'read', page: page([101, 102]) });

  it('adds what is new once, in order', () => {
    const next = evolveMonitor(latest, { type: 'read', page: page([102, 103], 'closed') });
    expect(seqs(next)).toEqual([101, 102, 103]);
    expect(next.conversation?.status).toBe('closed');
  });

  it('adds a single entry', () => {
    expect(seqs(evolveMonitor(latest, { type: 'read', page: page([103]) }))).toEqual([101, 102, 103]);
  });

  it('adds earlier entries before the others, and keeps the newest state', () => {
    expect(beforeThese(latest, 60)).toBe(40);
    const earlier = evolveMonitor(latest, { type: 'read-earlier', page: page([41, 42], 'waiting') });
    expect(seqs(earlier)).toEqual([41, 42, 101, 102]);
    expect(earlier.conversation?.status).toBe('active');
  });

  it('has nothing earlier than the first entry, and nothing when it is empty', () => {
    expect(beforeThese(emptyMonitor, 60)).toBeNull();
    expect(beforeThese(evolveMonitor(emptyMonitor, { type: 'read', page: page([1, 2]) }), 60)).toBeNull();
    expect(beforeThese(evolveMonitor(emptyMonitor, { type: 'read', page: page([2, 3]) }), 60)).toBe(0);
  });

  it('keeps what was read when a request fails, until the next one succeeds', () => {
    const failed = evolveMonitor(latest, { type: 'failed', problem: new Error('lost') });
    expect([seqs(failed), failed.problem?.message]).toEqual([[101, 102], 'lost']);
    expect(evolveMonitor(failed, { type: 'read', page: page([]) }).problem).toBeUndefined();
  });
});
