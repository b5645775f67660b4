import type { Fact } from './fact';
import type { FactStore } from './fact-store';

/** The producer of a family has another history than before, because its database was restored from a backup. */
export interface TimelineChange {
  readonly family: string;
  /** The timeline of the facts from now on. */
  readonly timeline: string;
}

/** Called in the transaction in which another timeline of a family begins. */
export type OnTimeline<Tx> = (change: TimelineChange, tx: Tx) => Promise<void> | void;

/** What a fact's timeline is to a reader: the present one, one that has ended, or one that it has not seen. */
export type Standing = 'present' | 'ended' | 'unknown';

/** Reads the standing of a fact, which stays as it is until the transaction ends. Facts of older systems have no timeline. */
export async function standingOf<Tx>(
  store: FactStore<Tx>,
  tx: Tx,
  { family, timeline }: Pick<Fact, 'family' | 'timeline'>,
): Promise<Standing> {
  if (timeline === undefined || !store.timelines) return 'present';
  const seen = await store.timelines(tx, family);
  if (seen.at(-1) === timeline) return 'present';
  return seen.includes(timeline) ? 'ended' : 'unknown';
}

/**
 * Begins the timeline of this fact. Positions of the family are of no use in it, so the store removes them, and
 * `onTimeline` may set new ones in the same transaction. The first timeline of a family changes nothing.
 */
export async function beginTimeline<Tx>(
  store: FactStore<Tx>,
  { family, timeline }: Pick<Fact, 'family' | 'timeline'>,
  onTimeline: OnTimeline<Tx>,
): Promise<void> {
  if (timeline === undefined) return;
  await store.transaction(async (tx) => {
    const isOther = await store.beginTimeline?.(tx, family, timeline);
    if (isOther) await onTimeline({ family, timeline }, tx);
  });
}
