import type { ServiceName } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { isUnreachable, type Database, type Sql } from '@rejoin/persistence';
import { NatsError, type JetStreamManager } from 'nats';
import { BatchWindow } from './batch-window';
import { Unavailable, type Bus } from './bus';
import type { Log } from './log';
import { LookFrom } from './look-from';
import type { Outbox } from './outbox';
import { cleanOutbox, markPublished, type OutboxRow } from './outbox-rows';
import { publishRound } from './publish-round';
import { RelayLease } from './relay-lease';
import { Replay, type NextRows } from './replay';
import { Republisher } from './republisher';
import {
  isIntact,
  knownStream,
  makeStreamAnew,
  updateStream,
  type Known,
  type StreamOptions,
} from './stream';
import { StreamHoles } from './stream-holes';
import { Unmarked } from './unmarked';

const cleanEveryMs = 600_000;
const retryMs = 500;
/** What was published is marked with the next look into the outbox, and that comes after so long at the latest. */
const markWithinMs = 50;
const plainStream: StreamOptions = { replicas: 1, readers: [] };

export interface RelayPace {
  /** Rows a round at most; fewer while the stream is slow. */
  batchSize: number;
  /** How often the outbox is looked at without being told to. */
  idleMs: number;
  /** How long the lease of a replica that is gone keeps the others waiting. */
  leaseMs: number;
  /** How often the server's stream is compared with what Postgres knows of it. */
  verifyMs: number;
  /** A stream that acknowledges nothing for so long is an alarm. */
  silenceMs: number;
}

const usual: RelayPace = {
  batchSize: 1_000,
  idleMs: 1_000,
  leaseMs: 3_000,
  verifyMs: 5_000,
  silenceMs: 15_000,
};

/**
 * Carries the outbox to this service's stream: rows are marked, never counted by a cursor, so a row that
 * commits late is not lost. One replica publishes at a time; the others ring it. Polling is the truth, the ring
 * a hint. Delivery is at least once.
 */
export class OutboxRelay {
  private readonly pace: RelayPace;
  private readonly lease: RelayLease;
  private readonly stopListening: () => void;
  private readonly lookFrom = new LookFrom();
  private readonly republisher: Republisher;
  private readonly holes: StreamHoles;
  private readonly replay = new Replay();
  private readonly window: BatchWindow;
  private silenceTold = false;
  private failingSince: number | undefined;
  private known: Known | undefined;
  private readonly unmarked = new Unmarked();
  private verified = { era: -1, at: -Infinity };
  private cleanedAt = performance.now();
  private holding = false;
  private running = true;
  private nudged = false;
  private wakeUp: (() => void) | undefined;
  private readonly done: Promise<void>;

  constructor(
    private readonly parts: {
      database: Database;
      bus: Bus;
      service: ServiceName;
      log: Log;
      stream?: StreamOptions;
    },
    outbox: Outbox,
    pace: Partial<RelayPace> = {},
  ) {
    this.pace = { ...usual, ...pace };
    this.window = new BatchWindow(this.pace.batchSize);
    this.lease = new RelayLease(parts.database, newId(), this.pace.leaseMs);
    this.stopListening = parts.bus.onConnect(() => {
      this.nudge();
    });
    this.holes = new StreamHoles(parts);
    this.republisher = new Republisher(parts, () => this.giveUpStream());
    const topic = `${parts.service}.outbox`;
    outbox.onAppend(() => {
      this.nudge();
      if (!this.holding) parts.bus.ring(topic, {});
    });
    parts.bus.onRing(topic, () => {
      this.nudge();
    });
    this.done = this.run();
  }

  nudge(): void {
    this.nudged = true;
    this.wakeUp?.();
  }

  async stop(): Promise<void> {
    this.running = false;
    this.stopListening();
    this.wakeUp?.();
    await this.done;
    await this.markRest().catch(() => undefined);
    await this.lease.release().catch(() => undefined);
  }

  private wasNudged(): boolean {
    return this.nudged;
  }

  private async run(): Promise<void> {
    while (this.running) {
      this.nudged = false;
      let more = false;
      try {
        this.holding = this.parts.bus.isConnected && (await this.lease.hold());
        if (this.holding) more = await this.publishSome();
      } catch (error) {
        this.verified.at = -Infinity;
        this.lookFrom.everything();
        if (!(error instanceof Unavailable) && !isUnreachable(error)) {
          this.parts.log.warn({ err: error }, 'publishing facts failed; trying again');
          this.failingSince ??= performance.now();
          this.fails(performance.now() - this.failingSince, error);
        }
        await this.idle(retryMs);
      }
      if (!more && !this.wasNudged())
        await this.idle(this.unmarked.isEmpty ? this.pace.idleMs : markWithinMs);
    }
  }

  /** Publishes one batch. Returns whether there may be more. */
  private async publishSome(): Promise<boolean> {
    const { bus } = this.parts;
    const { manager } = await bus.jetstream();
    const known = await this.verify(manager, bus.era);
    await this.clean();
    const begun = performance.now();
    const next = await this.next(known, bus.era, begun);
    if (!next) return true;
    if (next.rows.length === 0 && !next.isReplayed) return false;
    const parts = { ...this.parts, lease: this.lease };
    const round = await publishRound(parts, this.known ?? known, next.rows, next.isReplayed, (ms) =>
      this.whileWaiting(ms),
    );
    this.window.took(next.rows.length, performance.now() - begun);
    this.known = round.known;
    this.unmarked.put(round.unmarked, { era: bus.era, stream: known.created });
    if (round.failure) throw round.failure;
    if (!round.isComplete) return true;
    this.succeeds();
    this.replay.published(next);
    if (next.lastFresh) this.lookFrom.published(next.lastFresh.seq, performance.now());
    return next.more;
  }

  /**
   * What is to be published next. What was acknowledged before is marked in the same round trip, so that nobody waits
   * for that alone. Undefined: the stream is no longer ours to publish into.
   */
  private async next(known: Known, era: number, now: number): Promise<NextRows | undefined> {
    const { database } = this.parts;
    const taken = this.unmarked.take({ era, stream: known.created });
    if (!taken) this.lookFrom.everything();
    const read = (sql: Sql) => this.replay.next(sql, known, this.lookFrom.seq(now), this.window.size);
    if (!taken || taken.length === 0) return read(database);
    const [marked, next] = await database.together((sql) =>
      Promise.all([markPublished(sql, known, taken, false), read(sql)]),
    );
    this.known = marked;
    return marked && next;
  }

  private async markRest(): Promise<void> {
    const { database, bus } = this.parts;
    const taken = this.known && this.unmarked.take({ era: bus.era, stream: this.known.created });
    if (this.known && taken && taken.length > 0) await markPublished(database, this.known, taken, false);
  }

  private whileWaiting(ms: number): void {
    if (!this.running) throw new Unavailable('the relay is stopping; its stream');
    this.fails(ms, new Error('no answer'));
  }

  /** An outage is told once. */
  private fails(ms: number, error: unknown): void {
    if (this.silenceTold || ms < this.pace.silenceMs) return;
    this.silenceTold = true;
    const { log, service } = this.parts;
    const reason = reasonOf(error);
    log.error(
      { alarm: 'facts-not-published', service, seconds: Math.round(ms / 1000), reason },
      `the stream does not take facts (${reason}); they wait in the outbox`,
    );
  }

  private succeeds(): void {
    this.silenceTold = false;
    this.failingSince = undefined;
  }

  /** Compares after each reconnect and now and then, since a stream can also be deleted under our eyes. */
  private async verify(manager: JetStreamManager, era: number): Promise<Known> {
    const now = performance.now();
    if (this.known && this.verified.era === era && now - this.verified.at < this.pace.verifyMs)
      return this.known;
    const { database, service, log, stream = plainStream } = this.parts;
    let known = await knownStream(database);
    if (known.created === null || !(await isIntact(manager, service, known))) {
      if (known.lastSeq > 0) log.warn({ service }, 'the stream is not what it was; it is made anew');
      await makeStreamAnew(database, manager, service, stream);
      known = await knownStream(database);
    } else if (this.verified.era !== era) {
      await updateStream(manager, service, stream);
    }
    if (known.replayBelow === 0) await this.fillHoles(manager, known);
    this.verified = { era, at: now };
    this.known = known;
    return known;
  }

  /** While the history is replayed, all of it comes anyway. */
  private async fillHoles(manager: JetStreamManager, known: Known): Promise<void> {
    let rows: readonly OutboxRow[] | 'too-many' = await this.holes.missing(manager, known.created);
    if (rows === 'too-many') return this.giveUpStream();
    while (rows.length > 0) {
      const published: ReadonlySet<OutboxRow> = new Set(await this.republisher.publishAgain(rows));
      // Found again at the next look.
      if (published.size === 0) return;
      rows = rows.filter((row) => !published.has(row));
    }
    this.holes.filled();
  }

  private async giveUpStream(): Promise<void> {
    await this.parts.database.query(`update published_stream set created = null`);
    this.verified.at = -Infinity;
  }

  private async clean(): Promise<void> {
    if (performance.now() - this.cleanedAt < cleanEveryMs) return;
    this.cleanedAt = performance.now();
    await cleanOutbox(this.parts.database);
  }

  private idle(ms: number): Promise<void> {
    if (!this.running) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** JetStream's own words, such as `insufficient resources` when its disk or its limits are used up. */
function reasonOf(error: unknown): string {
  if (error instanceof NatsError) return error.api_error?.description ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
