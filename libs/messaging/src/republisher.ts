import { checked, republish, rpcSubject, type ServiceName } from '@rejoin/contracts';
import type { Database } from '@rejoin/persistence';
import type { Bus, RpcAnswer } from './bus';
import type { Log } from './log';
import { republishedFacts } from './messaging-figures';
import type { Timeline } from './store/timeline';
import { publication } from './publication';
import { rowsOfGaps, type MissingFacts, type OutboxRow } from './store/outbox-rows';

const rowsAtOnce = 200;
const bytesAtOnce = 500_000;
/** Repeated requests for a fact within this time use the same message id, so that the stream accepts it once. */
const againMs = 3_000;
const answerMs = 2_000;
const minuteMs = 60_000;
/** More rows than this in a minute are no single losses, so the stream is recreated, which publishes all rows again. */
const manyAMinute = 2_000;

/**
 * Publishes single facts again when a consumer requests them or the stream has lost them. They get new message ids,
 * because the stream drops an id that it has seen in the last two minutes; the ids of the events stay. Rows and bytes are
 * bounded, and too many rows in a minute recreate the whole stream.
 */
export class Republisher {
  private minute = { since: performance.now(), rows: 0 };

  constructor(
    private readonly parts: {
      database: Database;
      bus: Bus;
      service: ServiceName;
      log: Log;
      timeline?: Timeline | undefined;
    },
    private readonly giveUpStream: () => Promise<void>,
  ) {
    const { bus, service } = parts;
    bus.serve(rpcSubject(republish[service]), async (raw): Promise<RpcAnswer> => {
      const request = checked(republish[service].request, raw);
      if (!request.success) return { refused: 'malformed' };
      // A connection to the database proves that it is still the one of this timeline.
      const published = await this.fill(request.data);
      return { reply: { published, ...(parts.timeline && { timeline: parts.timeline.id }) } };
    });
  }

  /** Publishes the facts of these gaps again. Returns how many the stream has acknowledged. */
  async fill(missing: MissingFacts): Promise<number> {
    const published = await this.publishAgain(await rowsOfGaps(this.parts.database, missing, rowsAtOnce));
    return published.length;
  }

  /** Publishes these rows again. Returns those that the stream has acknowledged. */
  async publishAgain(found: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    const { bus, service, log, timeline } = this.parts;
    const rows = withinBytes(found);
    if (rows.length === 0) return [];
    if (await this.areTooMany(rows.length)) return [];
    const publisher = bus.publisher<OutboxRow>();
    try {
      // Replicas that get the request at the same time use the same message id. No decision depends on this clock.
      const again = Math.floor(Date.now() / againMs);
      for (const row of rows)
        publisher.send(
          row,
          publication(service, row, { messageId: `${row.id}:again:${again}`, timeline: timeline?.id }),
        );
      await publisher.waitForAcks(answerMs);
      const { acks: taken } = publisher.collect();
      republishedFacts.inc(taken.length);
      log.warn(
        { facts: taken.length, family: rows[0]?.family },
        'facts were missing in the stream; published again',
      );
      return taken.map(({ item: of }) => of);
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
  // A row that exceeds the limit alone is sent alone.
  return rows.filter(({ data }, i) => (bytes += data.length) <= bytesAtOnce || i === 0);
}
