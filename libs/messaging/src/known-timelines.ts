import { republish } from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import type { Database } from '@rejoin/persistence';
import type { Bus } from './bus';
import { isTemporary } from './temporary-errors';
import type { FactSelection } from './fact-selection';
import type { Log } from './log';
import { storedTimeline, storeTimeline } from './store/fact-timelines';

const askAgainMs = 1_000;

/**
 * Tells the facts of the producer's database from those of a history that a restore has ended. Only the producer knows, so
 * it is asked about each timeline that its facts have not had before. The answer is stored: facts are applied while the
 * producer is away.
 */
export class KnownTimelines {
  private current: string | undefined;
  private askedAt = -Infinity;

  constructor(
    private readonly parts: { database: Database; bus: Bus; log: Log },
    private readonly selection: FactSelection,
  ) {}

  /**
   * Returns the timeline whose facts may be applied. A fact of any other one is to be delivered again later: either the
   * producer has not been asked yet, or its stream is about to be replaced.
   */
  async among(timelines: ReadonlySet<string>): Promise<string | undefined> {
    this.current ??= await storedTimeline(this.parts.database, this.selection.name);
    if ([...timelines].every((one) => one === this.current)) return this.current;
    const now = performance.now();
    if (now - this.askedAt < askAgainMs) return this.current;
    this.askedAt = now;
    const answer = await this.ask();
    if (answer !== undefined && answer !== this.current) {
      await storeTimeline(this.parts.database, this.selection.name, answer);
      this.current = answer;
      this.askedAt = -Infinity;
    }
    return this.current;
  }

  private async ask(): Promise<string | undefined> {
    const { bus, log } = this.parts;
    const { family, name } = this.selection;
    try {
      const answer = await bus.ask(republish[family.producer], { family: name, gaps: [] });
      return isRefused(answer) ? undefined : answer.timeline;
    } catch (error) {
      if (!isTemporary(error))
        log.warn({ err: error, family: name }, 'asking for the timeline of facts failed');
      return undefined;
    }
  }
}
