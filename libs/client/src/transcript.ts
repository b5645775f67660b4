import type { Entry } from '@rejoin/contracts';

/** A transcript as it is known here: in order, without gap or repeat; what came too early waits. */
export interface Transcript {
  readonly entries: readonly Entry[];
  /** Entries beyond a gap, in order. */
  readonly early: readonly Entry[];
}

export const emptyTranscript: Transcript = { entries: [], early: [] };

/** The last seq up to which everything is here: what `resume` asks from. */
export function lastSeq(transcript: Transcript): number {
  return transcript.entries.at(-1)?.seq ?? 0;
}

/** Takes entries in any order, with any repeats. What continues the transcript joins it, the rest waits. */
export function receive(transcript: Transcript, incoming: readonly Entry[]): Transcript {
  const last = lastSeq(transcript);
  const fresh = new Map<number, Entry>();
  for (const entry of [...transcript.early, ...incoming]) {
    if (entry.seq > last && !fresh.has(entry.seq)) fresh.set(entry.seq, entry);
  }
  if (fresh.size === 0) return transcript;
  const joining: Entry[] = [];
  for (let seq = last + 1, entry = fresh.get(seq); entry; seq++, entry = fresh.get(seq)) {
    joining.push(entry);
    fresh.delete(seq);
  }
  return {
    entries: joining.length > 0 ? [...transcript.entries, ...joining] : transcript.entries,
    early: [...fresh.values()].sort((a, b) => a.seq - b.seq),
  };
}
