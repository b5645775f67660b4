import { republish, type Envelope } from '@rejoin/contracts';
import type { Database } from '@rejoin/persistence';
import { readVersions } from './store/applied-versions';
import type { Bus } from './bus';
import { isTemporary } from './temporary-errors';
import type { FactSelection } from './fact-selection';
import type { Log } from './log';
import { requestedGaps } from './messaging-figures';

const gapsPerRequest = 100;
const maxRemembered = 10_000;
const [shortestMs, longestMs] = [4_000, 120_000];
/** A fact that waits for something else than its predecessor is checked again after this pause. */
const noGapMs = 1_000;

interface GapRequest {
  readonly at: number;
  readonly pauseMs: number;
}

/**
 * Requests facts that are not delivered although a later fact of the same aggregate is. Their messages may be missing in
 * the stream, or a replica that is frozen may have them. The producer has them in its outbox and publishes them again.
 * Requests for the same aggregate are repeated after 4 s, 8 s, 16 s and so on.
 */
export class GapRepair {
  private readonly requests = new Map<string, GapRequest>();

  constructor(
    private readonly parts: { database: Database; bus: Bus; log: Log },
    private readonly selection: FactSelection,
  ) {}

  /** Requests the gaps before these facts, which are the first waiting fact of each aggregate. */
  async repair(waiting: ReadonlyMap<string, Pick<Envelope, 'version' | 'previous'>>): Promise<void> {
    const now = performance.now();
    const ids = [...waiting.keys()].filter((id) => this.isDue(id, now)).slice(0, gapsPerRequest);
    if (ids.length === 0) return;
    const { database, bus, log } = this.parts;
    const { family, name, kindsToRepublish: someKinds } = this.selection;
    try {
      const applied = await readVersions(database, name, ids);
      const gaps = ids.flatMap((aggregateId) => {
        const reached = applied.get(aggregateId) ?? 0;
        const toVersion = this.selection.missingUpTo(waiting.get(aggregateId)!, reached);
        return toVersion === undefined ? [] : [{ aggregateId, fromVersion: reached + 1, toVersion }];
      });
      this.remember(ids, new Set(gaps.map(({ aggregateId }) => aggregateId)), now);
      if (gaps.length === 0) return;
      const answer = await bus.ask(republish[family.producer], { family: name, gaps, kinds: someKinds });
      requestedGaps.inc({ family: name }, gaps.length);
      log.info({ family: name, gaps: gaps.length, answer }, 'asked for facts that did not come');
    } catch (error) {
      // The producer is not reachable, or its release does not know this rpc. The fact arrives later or is parked.
      if (!isTemporary(error)) log.warn({ err: error }, 'asking for facts that did not come failed');
    }
  }

  private isDue(id: string, now: number): boolean {
    const request = this.requests.get(id);
    return !request || now - request.at > request.pauseMs;
  }

  private remember(ids: readonly string[], gaps: ReadonlySet<string>, at: number): void {
    if (this.requests.size > maxRemembered) this.requests.clear();
    for (const id of ids)
      this.requests.set(id, { at, pauseMs: gaps.has(id) ? this.pauseAfter(id, at) : noGapMs });
  }

  private pauseAfter(id: string, at: number): number {
    const before = this.requests.get(id);
    if (!before || before.pauseMs < shortestMs || at - before.at > 2 * longestMs) return shortestMs;
    return Math.min(before.pauseMs * 2, longestMs);
  }
}
