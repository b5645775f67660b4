import { eventType, subjectOf, type Envelope, type ServiceName } from '@rejoin/contracts';
import { newId, type Instant } from '@rejoin/kernel';
import { isUnreachable, type Database } from '@rejoin/persistence';
import { headers, type JetStreamClient } from 'nats';
import { Unavailable, type Bus } from './bus';
import type { Log } from './log';
import type { Outbox } from './outbox';
import { RelayLease } from './relay-lease';
import { factRetentionDays, recoverStream } from './stream-recovery';

const batchSize = 1_000;
const idleMs = 1_000;
const cleanEveryMs = 600_000;

/**
 * Carries the outbox to this service's stream: rows are marked, never counted by a cursor, so a row that
 * commits late is not lost. One replica publishes at a time; the others ring it. Polling (1 s) is the truth,
 * the ring a hint. Delivery is at least once.
 */
export class OutboxRelay {
  private readonly lease: RelayLease;
  private readonly stopListening: () => void;
  private holding = false;
  private intact = false;
  private lastSeq = 0;
  private cleanedAt = performance.now();
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
  ) {
    this.lease = new RelayLease(parts.database, newId());
    // After any reconnect the server may know less than before: look before publishing.
    this.stopListening = parts.bus.onConnect(() => {
      this.intact = false;
      this.nudge();
    });
    const topic = `${parts.service}.outbox`;
    outbox.onAppend(() => {
      this.nudge();
      if (!this.holding) parts.bus.ring(topic, {});
    });
    parts.bus.onRing(topic, () => this.nudge());
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

  private async run(): Promise<void> {
    while (this.running) {
      this.nudged = false;
      let published = 0;
      try {
        this.holding = this.parts.bus.isConnected && (await this.lease.hold());
        if (this.holding) published = await this.publishBatch();
      } catch (error) {
        this.intact = false;
        if (!(error instanceof Unavailable) && !isUnreachable(error)) {
          this.parts.log.warn({ err: error }, 'publishing facts failed; trying again');
        }
        await this.idle(200);
      }
      if (published < batchSize && !this.nudged) await this.idle(idleMs);
    }
  }

  private async publishBatch(): Promise<number> {
    const { database, bus, service, log } = this.parts;
    const { js, manager } = await bus.jetstream();
    if (!this.intact) {
      if (await recoverStream(database, manager, service, this.parts.streamReplicas ?? 1)) {
        log.warn({ service }, 'the stream was not what it had been; it is made anew and published again');
      }
      const [known] = await database.query<{ last: number }>(
        `select coalesce(max(stream_seq), 0) as last from outbox`,
      );
      this.lastSeq = known?.last ?? 0;
      this.intact = true;
    }
    await this.clean();
    const rows = await database.query<OutboxRow>(
      `select seq, id, org, family, aggregate_id, version, type, data, traceparent, recorded_at
       from outbox where published_at is null order by seq limit $1`,
      [batchSize],
    );
    if (rows.length === 0) return 0;
    const acks = await Promise.allSettled(rows.map((row) => publish(js, service, row)));
    const stored = rows.flatMap((row, i) => {
      const ack = acks[i];
      return ack?.status === 'fulfilled'
        ? [{ seq: row.seq, streamSeq: ack.value.seq, duplicate: ack.value.duplicate }]
        : [];
    });
    const fresh = stored.filter((ack) => !ack.duplicate);
    if (fresh.some((ack) => ack.streamSeq <= this.lastSeq)) {
      // The server went back in time between two of our publishes: recover before anything is marked.
      this.intact = false;
      return batchSize;
    }
    this.lastSeq = Math.max(this.lastSeq, ...fresh.map((ack) => ack.streamSeq));
    await database.query(
      `update outbox o set published_at = clock_timestamp(), stream_seq = s.stream_seq
       from unnest($1::bigint[], $2::bigint[]) as s (seq, stream_seq) where o.seq = s.seq`,
      [stored.map((ack) => ack.seq), stored.map((ack) => ack.streamSeq)],
    );
    const failed = acks.find((ack) => ack.status === 'rejected');
    if (failed) throw failed.reason;
    return rows.length;
  }

  private async clean(): Promise<void> {
    if (performance.now() - this.cleanedAt < cleanEveryMs) return;
    this.cleanedAt = performance.now();
    await this.parts.database.query(
      `delete from outbox where seq in (
         select seq from outbox where published_at < now() - make_interval(days => $1) limit 10000)`,
      [factRetentionDays],
    );
  }

  private idle(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

interface OutboxRow {
  seq: number;
  id: string;
  org: string;
  family: string;
  aggregate_id: string;
  version: number;
  type: string;
  data: Record<string, unknown>;
  traceparent: string | null;
  recorded_at: Instant;
}

function publish(js: JetStreamClient, service: ServiceName, row: OutboxRow) {
  const envelope: Envelope = {
    specversion: '1.0',
    id: row.id,
    source: `/rejoin/${service}`,
    type: eventType(row.type),
    subject: row.aggregate_id,
    time: row.recorded_at,
    datacontenttype: 'application/json',
    org: row.org,
    family: row.family,
    version: row.version,
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
    data: row.data,
  };
  const header = headers();
  header.set('Content-Type', 'application/cloudevents+json');
  if (row.traceparent !== null) header.set('traceparent', row.traceparent);
  return js.publish(subjectOf(row.org, row.family, row.type, row.aggregate_id), JSON.stringify(envelope), {
    msgID: row.id,
    headers: header,
  });
}
