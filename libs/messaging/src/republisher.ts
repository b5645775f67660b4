import { checked, republish, rpcSubject, type ServiceName } from '@rejoin/contracts';
import type { Database } from '@rejoin/persistence';
import type { Bus, RpcAnswer } from './bus';
import type { Log } from './log';
import { republishedFacts } from './messaging-figures';
import { publication, rowsOfGaps, type Missing, type OutboxRow } from './outbox-rows';

const rowsAtOnce = 200;
const bytesAtOnce = 500_000;
/** Who asks for the same fact again sooner than this gets it once: the stream knows its message id. */
const againMs = 3_000;
const answerMs = 2_000;
const minuteMs = 60_000;
/** So many in a minute are not single losses: the stream is made anew, which brings all of it. */
const manyAMinute = 2_000;

/**
 * Publishes single facts once more, from the outbox, when a consumer or the stream itself tells that they are
 * missing. Their message id is another one, since the stream would swallow one that it has seen in the last two
 * minutes; the event's id is the same. Rows and bytes are bounded, and what is published again too often gives
 * up the whole stream.
 */
export class Republisher {
  private minute = { since: performance.now(), rows: 0 };

  constructor(
    private readonly parts: { database: Database; bus: Bus; service: ServiceName; log: Log },
    private readonly giveUpStream: () => Promise<void>,
  ) {
    const { bus, service } = parts;
    bus.serve(rpcSubject(republish[service]), async (raw): Promise<RpcAnswer> => {
      const request = checked(republish[service].request, raw);
      if (!request.success) return { refused: 'malformed' };
      return { reply: { published: await this.fill(request.data) } };
    });
  }

  /** Returns how many facts of these gaps are in the stream again. */
  async fill(missing: Missing): Promise<number> {
    const published = await this.publishAgain(await rowsOfGaps(this.parts.database, missing, rowsAtOnce));
    return published.length;
  }

  /** Returns those of the rows that are in the stream again. */
  async publishAgain(found: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    const { bus, service, log } = this.parts;
    const rows = withinBytes(found);
    if (rows.length === 0) return [];
    if (await this.areTooMany(rows.length)) return [];
    const publisher = bus.publisher<OutboxRow>();
    try {
      // Replicas that are asked at the same time take the same name. No decision depends on this clock.
      const again = Math.floor(Date.now() / againMs);
      for (const row of rows) publisher.send(row, publication(service, row, `${row.id}:again:${again}`));
      await publisher.answered(answerMs);
      const { taken } = publisher.collect();
      republishedFacts.inc(taken.length);
      log.warn(
        { facts: taken.length, family: rows[0]?.family },
        'facts were missing in the stream; published again',
      );
      return taken.map(({ of }) => of);
    } finally {
      publisher.close();
    }
  }

  private async areTooMany(count: number): Promise<boolean> {
    const now = performance.now();
    if (now - this.minute.since > minuteMs) this.minute = { since: now, rows: 0 };
    const before = this.minute.rows;
    this.minute.rows += count;
    if (this.minute.rows <= manyAMinute) return false;
    if (before <= manyAMinute) await this.giveUpStream();
    return true;
  }
}

function withinBytes(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  let bytes = 0;
  // A row that is too long by itself goes alone.
  return rows.filter(({ data }, i) => (bytes += data.length) <= bytesAtOnce || i === 0);
}
