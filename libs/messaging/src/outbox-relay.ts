import type { ServiceName } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { isUnreachable, type Database } from '@rejoin/persistence';
import type { JetStreamManager } from 'nats';
import { Unavailable, type Bus } from './bus';
import type { Log } from './log';
import { LookFrom } from './look-from';
import type { Outbox } from './outbox';
import { cleanOutbox, markPublished, outboxRows, publication } from './outbox-rows';
import { RelayLease } from './relay-lease';
import { isIntact, knownStream, makeStreamAnew, updateStream, type Known } from './stream';

const cleanEveryMs = 600_000;
const retryMs = 500;

export interface RelayPace {
  /** Rows a round. */
  batchSize: number;
  /** How often the outbox is looked at without being told to. */
  idleMs: number;
  /** How long the lease of a replica that is gone keeps the others waiting. */
  leaseMs: number;
  /** How often the server's stream is compared with what Postgres knows of it. */
  verifyMs: number;
}

const usual: RelayPace = { batchSize: 1_000, idleMs: 1_000, leaseMs: 3_000, verifyMs: 5_000 };

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
  private known: Known | undefined;
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
      streamReplicas?: number;
    },
    outbox: Outbox,
    pace: Partial<RelayPace> = {},
  ) {
    this.pace = { ...usual, ...pace };
    this.lease = new RelayLease(parts.database, newId(), this.pace.leaseMs);
    this.stopListening = parts.bus.onConnect(() => {
      this.nudge();
    });
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
        }
        await this.idle(retryMs);
      }
      if (!more && !this.wasNudged()) await this.idle(this.pace.idleMs);
    }
  }

  /** Publishes one batch. Returns whether there may be more. */
  private async publishSome(): Promise<boolean> {
    const { database, bus, service } = this.parts;
    const { manager } = await bus.jetstream();
    const { era } = bus;
    const known = await this.verify(manager, era);
    await this.clean();
    const rows = await outboxRows(database, {
      lookFrom: this.lookFrom.seq(performance.now()),
      replayBelow: known.replayBelow,
      limit: this.pace.batchSize,
    });
    if (rows.length === 0 && known.replayBelow === 0) return false;
    const places = await bus.publishAll(rows.map((row) => publication(service, row)));
    // The connection was lost in between: part of these may have gone to a server that has forgotten the rest,
    // and would hide that. Marked is only what the same server has taken.
    if (bus.era !== era) return true;
    const stored = rows.flatMap((row, i) => {
      const place = places[i];
      return typeof place === 'number' ? [{ row, streamSeq: place }] : [];
    });
    const failed = places.find((place) => place instanceof Error);
    const full = rows.length === this.pace.batchSize;
    const replayed = failed ? 'unclear' : full ? 'some' : 'all';
    this.known = await markPublished(database, known, stored, replayed);
    if (failed) throw failed;
    const fresh = rows.findLast((row) => !row.again);
    if (fresh) this.lookFrom.published(fresh.seq, performance.now());
    return full || this.known === undefined;
  }

  /** Compares after each reconnect and now and then, since a stream can also be deleted under our eyes. */
  private async verify(manager: JetStreamManager, era: number): Promise<Known> {
    const now = performance.now();
    if (this.known && this.verified.era === era && now - this.verified.at < this.pace.verifyMs)
      return this.known;
    const { database, service, log, streamReplicas = 1 } = this.parts;
    let known = await knownStream(database);
    if (known.created === null || !(await isIntact(manager, service, known))) {
      if (known.lastSeq > 0) log.warn({ service }, 'the stream is not what it was; it is made anew');
      await makeStreamAnew(database, manager, service, streamReplicas);
      known = await knownStream(database);
    } else if (this.verified.era !== era) {
      await updateStream(manager, service, streamReplicas);
    }
    this.verified = { era, at: now };
    this.known = known;
    return known;
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
