import type { ServiceName } from '@rejoin/contracts';
import type { Database } from '@rejoin/persistence';
import type { Bus } from './bus';
import { markPublished, publication, type OutboxRow } from './outbox-rows';
import type { RelayLease } from './relay-lease';
import type { Taken } from './publisher';
import type { Known } from './stream';

/** How often what was acknowledged is marked while others are still waited for. */
const markEveryMs = 500;
/** The server may have lost what is not acknowledged for so long; a few are sent again, then more. */
const sendAgainAfterMs = 5_000;
const sentAgain = 10;

interface Parts {
  readonly database: Database;
  readonly bus: Bus;
  readonly service: ServiceName;
  readonly lease: RelayLease;
}

/** What has become of a round. */
interface Round {
  /** What is known of the stream now; undefined: this must be looked at again. */
  readonly known: Known | undefined;
  /** Whether all of it stands in the stream. */
  readonly isComplete: boolean;
  /** What stands in the stream and is to be marked still. */
  readonly unmarked: readonly Taken<OutboxRow>[];
  readonly failure: Error | undefined;
}

/**
 * Publishes rows and waits until each is answered, while the connection stays the same: what is under way is not
 * sent again, whatever the stream's pace. The lease is renewed and what was answered is marked meanwhile; what was
 * answered last is left to the caller, unless a history is being replayed.
 */
export async function publishRound(
  { database, bus, service, lease }: Parts,
  before: Known,
  rows: readonly OutboxRow[],
  isReplayed: boolean,
  /** Told for how many ms nothing was answered; may throw to end the round. */
  onWait: (silentMs: number) => void,
): Promise<Round> {
  const { era } = bus;
  const publisher = bus.publisher<OutboxRow>();
  let known = before;
  let failure: Error | undefined;
  let heardAt = performance.now();
  let sentAt = heardAt;
  let again = sentAgain;
  try {
    for (const row of rows) publisher.send(row, publication(service, row));
    do {
      await publisher.answered(markEveryMs);
      const answers = publisher.collect();
      failure ??= answers.failure;
      // The connection was lost in between: part of these may have gone to a server that has forgotten the rest,
      // and would hide that. Marked is only what the same server has taken.
      if (bus.era !== era) return { known: undefined, isComplete: false, unmarked: [], failure };
      const isComplete = publisher.waiting === 0 && failure === undefined;
      if (isComplete && known.replayBelow === 0) {
        return { known, isComplete, unmarked: answers.taken, failure };
      }
      if (answers.taken.length > 0 || isComplete) {
        const marked = await markPublished(database, known, answers.taken, isReplayed && isComplete);
        if (!marked) return { known: undefined, isComplete: false, unmarked: [], failure };
        known = marked;
        heardAt = performance.now();
      }
      const now = performance.now();
      const holds = await lease.hold();
      if (publisher.waiting > 0) onWait(now - heardAt);
      if (holds && now - Math.max(heardAt, sentAt) > sendAgainAfterMs) {
        publisher.sendAgain(again);
        sentAt = now;
        again *= 2;
      }
    } while (publisher.waiting > 0);
    return { known, isComplete: failure === undefined, unmarked: [], failure };
  } finally {
    publisher.close();
  }
}
