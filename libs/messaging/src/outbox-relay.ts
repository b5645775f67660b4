import type { ServiceName } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import type { Database } from '@rejoin/persistence';
import { NatsError, type JetStreamManager, type StreamInfo } from 'nats';
import { BatchWindow } from './batch-window';
import { Unavailable, type Bus } from './bus';
import { isTemporary } from './temporary-errors';
import type { Log } from './log';
import type { Outbox } from './outbox';
import { publishRound } from './publish-round';
import { Republisher } from './republisher';
import { RowsToPublish } from './rows-to-publish';
import { Signal } from './signal';
import { findStream, hasStream, isIntact, recreateStream, updateStream, type StreamOptions } from './stream';
import { cleanOutbox, type OutboxRow } from './store/outbox-rows';
import { RelayLease } from './store/relay-lease';
import { abandonStream, readStreamState, type StreamState } from './store/stream-state';
import type { Timeline } from './store/timeline';
import { StreamHoles } from './stream-holes';
import { streamRemedy } from './stream-remedy';

const cleanEveryMs = 600_000;
const cleanAtOnce = 10_000;
const retryMs = 500;
const quietAfterMs = 15_000;
const plainStream: StreamOptions = { replicas: 1, readers: [] };

export interface RelayPace {
  /** The most rows in a round. Fewer are taken while the stream is slow. */
  batchSize: number;
  /** How often the outbox is polled without a signal. */
  idleMs: number;
  /** The same when no row was committed or published here for a while. */
  quietMs: number;
  /** The term of the lease, after which another replica replaces one that is gone. */
  leaseMs: number;
  /** How often the stream of the server is compared with its state in Postgres. */
  verifyMs: number;
  /** How long a stream may acknowledge nothing before an alarm is logged. */
  silenceMs: number;
}

const defaultPace: RelayPace = {
  batchSize: 1_000,
  idleMs: 1_000,
  quietMs: 5_000,
  leaseMs: 3_000,
  verifyMs: 5_000,
  silenceMs: 15_000,
};

/**
 * Publishes the outbox of a service to its JetStream stream. It exists because a transaction cannot commit to Postgres
 * and NATS together: a fact is committed to the outbox first and published afterwards, at least once.
 *
 * Invariants: a row is unpublished until it is marked, so that a row which commits late is not lost, as it would be with
 * a cursor. Rows are marked only after the stream has acknowledged them. A stream that does not hold what Postgres knows
 * is recreated, and the whole outbox is published again.
 *
 * Concurrency: the replica with the lease publishes. Its own rows reach it in memory after their commit; the other
 * replicas signal it, and it scans the outbox for theirs. Both are hints, and the scan of a poll finds every row without
 * them. Two publishers for a moment do no harm, because consumers count versions.
 *
 * Shutdown: `stop` waits for the round that runs, marks the rows that are left and releases the lease.
 */
export class OutboxRelay {
  private readonly pace: RelayPace;
  private readonly lease: RelayLease;
  private readonly stopListening: () => void;
  private readonly rows: RowsToPublish;
  private readonly republisher: Republisher;
  private readonly holes: StreamHoles;
  private readonly window: BatchWindow;
  private readonly topic: string;
  private alarmLogged = false;
  private failingSince: number | undefined;
  private streamState: StreamState | undefined;
  private verified = { era: -1, at: -Infinity };
  private cleanedAt = performance.now();
  private holding = false;
  private running = true;
  private nudged = false;
  private activeAt = performance.now();
  private readonly signal = new Signal();
  private readonly done: Promise<void>;

  constructor(
    private readonly parts: {
      database: Database;
      bus: Bus;
      service: ServiceName;
      log: Log;
      stream?: StreamOptions;
      /** Published in each fact. */
      timeline?: Timeline;
    },
    outbox: Outbox,
    pace: Partial<RelayPace> = {},
  ) {
    this.pace = { ...defaultPace, ...pace };
    this.rows = new RowsToPublish(parts.database);
    this.window = new BatchWindow(this.pace.batchSize);
    this.lease = new RelayLease(parts.database, newId(), this.pace.leaseMs);
    this.stopListening = parts.bus.onConnect(() => {
      this.nudge();
    });
    this.holes = new StreamHoles(parts);
    this.republisher = new Republisher(parts, () => this.abandonStream());
    this.topic = `${parts.service}.outbox`;
    outbox.onCommit((rows) => {
      if (this.holding) this.rows.add(rows);
      else parts.bus.ring(this.topic, {});
      this.wake();
    });
    parts.bus.onRing(this.topic, () => {
      this.nudge();
    });
    this.done = this.run();
  }

  /** Whether the stream exists, whichever replica has made it. */
  async hasStream(): Promise<boolean> {
    const { bus, service } = this.parts;
    return hasStream((await bus.jetstream()).manager, service);
  }

  /** Scans the outbox now. */
  nudge(): void {
    this.rows.requestScan();
    this.wake();
  }

  async stop(): Promise<void> {
    this.running = false;
    this.stopListening();
    this.signal.ring();
    await this.done;
    const { streamState: known } = this;
    if (known) await this.rows.markRest(known, this.parts.bus.era).catch(() => undefined);
    await this.lease.release().catch(() => undefined);
  }

  private wake(): void {
    this.activeAt = performance.now();
    this.nudged = true;
    this.signal.ring();
  }

  /** This is a method because TypeScript assumes that a field keeps its value during an await. */
  private wasNudged(): boolean {
    return this.nudged;
  }

  private async run(): Promise<void> {
    while (this.running) {
      this.nudged = false;
      let more = false;
      try {
        if (await this.holdLease()) more = await this.publishSome();
        else this.rows.requestScan();
      } catch (error) {
        this.verified.at = -Infinity;
        this.rows.startAgain();
        if (!isTemporary(error)) {
          const remedy = streamRemedy(error);
          this.parts.log.warn({ err: error, remedy }, 'publishing facts failed; trying again');
          this.failingSince ??= performance.now();
          this.reportFailure(performance.now() - this.failingSince, error);
        }
        await this.idle(retryMs);
      }
      if (more || this.wasNudged()) continue;
      if (!(await this.idle(this.rows.idleMs(this.pollMs)))) this.rows.requestScan();
    }
  }

  private get pollMs(): number {
    const isQuiet = performance.now() - this.activeAt > quietAfterMs;
    return isQuiet ? this.pace.quietMs : this.pace.idleMs;
  }

  private async holdLease(): Promise<boolean> {
    const { holding: hadIt } = this;
    this.holding = this.parts.bus.isConnected && (await this.lease.hold());
    // Rows that this replica kept to publish are published by the one that has the lease now.
    if (hadIt && !this.holding && this.rows.areInMemory) this.parts.bus.ring(this.topic, {});
    return this.holding;
  }

  /** Publishes one batch. Returns whether there may be more rows. */
  private async publishSome(): Promise<boolean> {
    const { bus } = this.parts;
    const { manager } = await bus.jetstream();
    const known = await this.verify(manager, bus.era);
    await this.clean();
    const begun = performance.now();
    const found = await this.rows.next(known, bus.era, this.window.size);
    this.streamState = found?.known;
    if (!found) return true;
    const { next } = found;
    if (next.rows.length === 0 && !next.isReplayed) return false;
    this.activeAt = begun;
    const parts = { ...this.parts, lease: this.lease };
    const round = await publishRound(parts, found.known, next.rows, next.isReplayed, (ms) =>
      this.whileWaiting(ms),
    );
    this.window.took(next.rows.length, performance.now() - begun);
    this.streamState = round.known;
    this.rows.acknowledged(round.unmarked, known, bus.era);
    if (round.failure) throw round.failure;
    if (!round.isComplete) {
      this.rows.requestScan();
      return true;
    }
    this.clearFailure();
    this.rows.complete(next);
    return next.more;
  }

  private whileWaiting(ms: number): void {
    if (!this.running) throw new Unavailable('the relay is stopping; its stream');
    this.reportFailure(ms, new Error('no answer'));
  }

  /** Logs an alarm, once for each outage. */
  private reportFailure(ms: number, error: unknown): void {
    if (this.alarmLogged || ms < this.pace.silenceMs) return;
    this.alarmLogged = true;
    const { log, service } = this.parts;
    const reason = reasonOf(error);
    log.error(
      {
        alarm: 'facts-not-published',
        service,
        seconds: Math.round(ms / 1000),
        reason,
        remedy: streamRemedy(error),
      },
      `the stream does not take facts (${reason}); they wait in the outbox`,
    );
  }

  private clearFailure(): void {
    this.alarmLogged = false;
    this.failingSince = undefined;
  }

  /** Compares the stream after each reconnect and at intervals, because it can also be deleted while connected. */
  private async verify(manager: JetStreamManager, era: number): Promise<StreamState> {
    const now = performance.now();
    if (this.streamState && this.verified.era === era && now - this.verified.at < this.pace.verifyMs)
      return this.streamState;
    const { database, service, log, stream = plainStream } = this.parts;
    let known = await readStreamState(database);
    const found = await findStream(manager, service);
    if (!found || !(await isIntact(manager, service, known, found))) {
      if (known.lastSeq > 0)
        log.warn({ service }, 'the stream has lost facts or was replaced; it is created again');
      await recreateStream(database, manager, service, stream);
      known = await readStreamState(database);
    } else if (this.verified.era !== era) {
      await updateStream(manager, service, stream);
    }
    if (found && known.replayBelow === 0) await this.fillHoles(manager, found);
    this.verified = { era, at: now };
    this.streamState = known;
    return known;
  }

  /** Publishes rows again that are missing in the stream. It is not called during a replay, which publishes all rows. */
  private async fillHoles(manager: JetStreamManager, stream: StreamInfo): Promise<void> {
    let rows: readonly OutboxRow[] | 'too-many' = await this.holes.missing(manager, stream);
    if (rows === 'too-many') return this.abandonStream();
    while (rows.length > 0) {
      const published: ReadonlySet<OutboxRow> = new Set(await this.republisher.publishAgain(rows));
      // The next comparison finds these rows again.
      if (published.size === 0) return;
      rows = rows.filter((row) => !published.has(row));
    }
    this.holes.filled();
  }

  private async abandonStream(): Promise<void> {
    await abandonStream(this.parts.database);
    this.verified.at = -Infinity;
  }

  /** Deletes some of the rows that are too old, between two batches of facts. These are published also when this fails. */
  private async clean(): Promise<void> {
    const { database, log } = this.parts;
    if (performance.now() - this.cleanedAt < cleanEveryMs) return;
    try {
      if (await cleanOutbox(database, cleanAtOnce)) return;
    } catch (error) {
      log.warn({ err: error }, 'old rows of the outbox could not be deleted; trying again later');
    }
    this.cleanedAt = performance.now();
  }

  /** Waits for a signal. Returns false when none has come. */
  private idle(ms: number): Promise<boolean> {
    return this.running ? this.signal.wait(ms) : Promise.resolve(false);
  }
}

/** Returns the description of JetStream, such as `insufficient resources` when its disk is full. */
function reasonOf(error: unknown): string {
  if (error instanceof NatsError) return error.api_error?.description ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
