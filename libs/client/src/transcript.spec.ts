import type { Entry } from '@rejoin/contracts';
import fc from 'fast-check';
import { emptyTranscript, lastSeq, receive } from './transcript';

const entry = (seq: number): Entry => ({
  seq,
  kind: 'message',
  sender: 'agent',
  agentId: null,
  clientId: null,
  text: `message ${seq}`,
  code: null,
  params: {},
  visibility: 'public',
  locale: 'en',
  at: '2026-01-01T00:00:00.000Z',
  link: null,
});
const entries = (...seqs: number[]) => seqs.map(entry);

describe('a transcript', () => {
  it('accepts the entries that continue it', () => {
    const transcript = receive(receive(emptyTranscript, entries(1, 2)), entries(3));
    expect(transcript).toEqual({ entries: entries(1, 2, 3), early: [] });
  });

  it('keeps entries beyond a gap until the gap is filled', () => {
    const early = receive(emptyTranscript, entries(1, 3, 4));
    expect(lastSeq(early)).toBe(1);
    expect(receive(early, entries(2))).toEqual({ entries: entries(1, 2, 3, 4), early: [] });
  });

  it('does not change when known entries arrive again', () => {
    const transcript = receive(emptyTranscript, entries(1, 2, 4));
    expect(receive(transcript, entries(1, 2))).toEqual(transcript);
  });

  it('contains 1..n, each once, however its entries were cut into frames, repeated and reordered', () => {
    const delivery = fc.integer({ min: 1, max: 40 }).chain((n) => {
      const all = Array.from({ length: n }, (_, i) => i + 1);
      const repeats = fc.array(fc.integer({ min: 1, max: n }), { maxLength: 40 });
      return repeats.chain((more) => {
        const shuffled = fc.shuffledSubarray([...all, ...more], { minLength: n + more.length });
        return fc.record({
          n: fc.constant(n),
          seqs: shuffled,
          cuts: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 100 }),
        });
      });
    });
    fc.assert(
      fc.property(delivery, ({ n, seqs, cuts }) => {
        let transcript = emptyTranscript;
        const told: number[] = [];
        const left = [...seqs];
        for (const size of [...cuts, left.length]) {
          const known = transcript.entries.length;
          transcript = receive(transcript, left.splice(0, size).map(entry));
          told.push(...transcript.entries.slice(known).map(({ seq }) => seq));
        }
        expect(told).toEqual(Array.from({ length: n }, (_, i) => i + 1));
        expect(transcript.early).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
