import { republish, type Envelope } from '@rejoin/contracts';
import { isUnreachable, type Database } from '@rejoin/persistence';
import { readVersions } from './applied-versions';
import { Unavailable, type Bus } from './bus';
import type { Listener } from './listener';
import type { Log } from './log';
import { askedGaps } from './messaging-figures';

const atOnce = 100;
const remembered = 10_000;
const [shortestMs, longestMs] = [4_000, 120_000];
/** What waits for something else than its predecessor is looked at again. */
const noGapMs = 1_000;

interface Asked {
  readonly at: number;
  readonly pauseMs: number;
}

/**
 * A fact that is not delivered although a later one of the same aggregate was: its message may be gone from the
 * stream, or be in the hands of a replica that stands still. Its producer has it in its outbox and is asked to
 * publish it once more; for the same aggregate again after 4 s, 8 s, 16 s, ...
 */
export class GapRepair {
  private readonly asked = new Map<string, Asked>();

  constructor(
    private readonly parts: { database: Database; bus: Bus; log: Log },
    private readonly listener: Listener,
  ) {}

  /** `waiting`: the first fact that waits, by the aggregate's id. */
  async repair(waiting: ReadonlyMap<string, Pick<Envelope, 'version' | 'previous'>>): Promise<void> {
    const now = performance.now();
    const ids = [...waiting.keys()].filter((id) => this.isDue(id, now)).slice(0, atOnce);
    if (ids.length === 0) return;
    const { database, bus, log } = this.parts;
    const { family, name, someKinds } = this.listener;
    try {
      const applied = await readVersions(database, name, ids);
      const gaps = ids.flatMap((aggregateId) => {
        const reached = applied.get(aggregateId) ?? 0;
        const toVersion = this.listener.missingUpTo(waiting.get(aggregateId)!, reached);
        return toVersion === undefined ? [] : [{ aggregateId, fromVersion: reached + 1, toVersion }];
      });
      this.remember(ids, new Set(gaps.map(({ aggregateId }) => aggregateId)), now);
      if (gaps.length === 0) return;
      const answer = await bus.ask(republish[family.producer], { family: name, gaps, kinds: someKinds });
      askedGaps.inc({ family: name }, gaps.length);
      log.info({ family: name, gaps: gaps.length, answer }, 'asked for facts that did not come');
    } catch (error) {
      // The producer is away, or of a release that knows no such question: the fact comes late, or is parked.
      if (!(error instanceof Unavailable) && !isUnreachable(error))
        log.warn({ err: error }, 'asking for facts that did not come failed');
    }
  }

  private isDue(id: string, now: number): boolean {
    const asked = this.asked.get(id);
    return !asked || now - asked.at > asked.pauseMs;
  }

  private remember(ids: readonly string[], gaps: ReadonlySet<string>, at: number): void {
    if (this.asked.size > remembered) this.asked.clear();
    for (const id of ids)
      this.asked.set(id, { at, pauseMs: gaps.has(id) ? this.pauseAfter(id, at) : noGapMs });
  }

  private pauseAfter(id: string, at: number): number {
    const before = this.asked.get(id);
    if (!before || before.pauseMs < shortestMs || at - before.at > 2 * longestMs) return shortestMs;
    return Math.min(before.pauseMs * 2, longestMs);
  }
}
