import type { Entry } from '@rejoin/contracts';

/** The part of a transcript that this client knows, in order and without gaps. Entries beyond a gap wait in `early`. */
export interface Transcript {
  readonly entries: readonly Entry[];
  /** Entries beyond a gap, in order. */
  readonly early: readonly Entry[];
}

export const emptyTranscript: Transcript = { entries: [], early: [] };

/** The last seq up to which every entry is known. `resume` continues from it. */
export function lastSeq(transcript: Transcript): number {
  return transcript.entries.at(-1)?.seq ?? 0;
}

/**
 * Adds entries in any order and with any repeats. Entries that continue the transcript join it, the rest waits in
 * `early`.
 */
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
