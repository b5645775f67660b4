import type { ServiceName } from '@rejoin/contracts';
import type { Database } from '@rejoin/persistence';
import type { Bus } from './bus';
import { publication } from './publication';
import { markPublished, type OutboxRow } from './store/outbox-rows';
import { PublishSpans } from './publish-spans';
import type { RelayLease } from './store/relay-lease';
import type { StreamAck } from './publisher';
import type { StreamState } from './store/stream-state';
import type { Timeline } from './store/timeline';

/** How often acknowledged rows are marked while the round waits for others. */
const markEveryMs = 500;
/** After this time without an acknowledgement the server may have lost messages: a few are sent again, then more. */
const resendAfterMs = 5_000;
const firstResendCount = 10;

interface Parts {
  readonly database: Database;
  readonly bus: Bus;
  readonly service: ServiceName;
  readonly lease: RelayLease;
  readonly timeline?: Timeline | undefined;
}

/** The result of a round. */
interface RoundResult {
  /** The new state of the stream. Undefined when it must be verified again. */
  readonly known: StreamState | undefined;
  /** Whether the stream has acknowledged all rows. */
  readonly isComplete: boolean;
  /** The acknowledged rows that are not marked yet. */
  readonly unmarked: readonly StreamAck<OutboxRow>[];
  readonly failure: Error | undefined;
}

/**
 * Publishes rows and waits until each is acknowledged or the connection changes. It does not send everything again when
 * the stream is slow. Meanwhile it renews the lease and marks acknowledged rows. Unless a history is being replayed, the
 * last acknowledged rows are left to the caller to mark.
 */
export async function publishRound(
  { database, bus, service, lease, timeline }: Parts,
  before: StreamState,
  rows: readonly OutboxRow[],
  isReplayed: boolean,
  /** Called with the ms since the last acknowledgement. It may throw to end the round. */
  onWait: (silentMs: number) => void,
): Promise<RoundResult> {
  const { era } = bus;
  const publisher = bus.publisher<OutboxRow>();
  const spans = new PublishSpans();
  let known = before;
  let failure: Error | undefined;
  let lastAckAt = performance.now();
  let resentAt = lastAckAt;
  let resendCount = firstResendCount;
  try {
    for (const row of rows) {
      const options = { traceparent: spans.begin(row), timeline: timeline?.id };
      publisher.send(row, publication(service, row, options));
    }
    do {
      await publisher.waitForAcks(markEveryMs);
      const answers = publisher.collect();
      spans.acknowledged(answers.acks);
      failure ??= answers.failure;
      // The connection has changed, so another server may have acknowledged a part without having the rest. Only rows
      // that one and the same server has acknowledged are marked.
      if (bus.era !== era) return { known: undefined, isComplete: false, unmarked: [], failure };
      const isComplete = publisher.waiting === 0 && failure === undefined;
      if (isComplete && known.replayBelow === 0) {
        return { known, isComplete, unmarked: answers.acks, failure };
      }
      if (answers.acks.length > 0 || isComplete) {
        const marked = await markPublished(database, known, answers.acks, isReplayed && isComplete);
        if (!marked) return { known: undefined, isComplete: false, unmarked: [], failure };
        known = marked;
        lastAckAt = performance.now();
      }
      const now = performance.now();
      const holds = await lease.hold();
      if (publisher.waiting > 0) onWait(now - lastAckAt);
      if (holds && now - Math.max(lastAckAt, resentAt) > resendAfterMs) {
        publisher.resend(resendCount);
        resentAt = now;
        resendCount *= 2;
      }
    } while (publisher.waiting > 0);
    return { known, isComplete: failure === undefined, unmarked: [], failure };
  } finally {
    spans.close();
    publisher.close();
  }
}
