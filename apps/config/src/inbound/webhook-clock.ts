import { kindOf, webhookDurable, webhookStreams } from '@rejoin/contracts';
import { FactReader, type Fact } from '@rejoin/events';
import { instant, millis, type Instant, type Job } from '@rejoin/kernel';
import { Bus, leaveWholeStreams, wholeStreams } from '@rejoin/messaging';
import { Database, type Tx } from '@rejoin/persistence';
import { Clockwork, ServiceLog } from '@rejoin/service';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { configEnvironment, type ConfigEnvironment } from '../config.environment';
import { queueFact } from '../store/webhook-deliveries.store';
import { nextDue } from '../store/webhook-lanes.store';
import { WebhookPositions } from '../store/webhook-positions.store';
import { firstActiveSince } from '../store/webhooks.store';
import { DeliverWebhooks } from '../use-cases/deliver-webhooks';
import { TidyWebhooks } from '../use-cases/tidy-webhooks';

/** Deliveries that another process left behind are found within this time. */
const pollEveryMs = 1_000;
/**
 * The pause between two runs of tidying when there is more to delete. Otherwise it runs at the interval of idle jobs.
 */
const tidyMoreMs = 1_000;
const warnEveryMs = 60_000;
/** Durables begin this long before the first endpoint, because facts take a moment to arrive. */
const beforeMs = 60_000;

/**
 * Every replica reads facts and delivers them when they are due, as long as there is an active endpoint. Without one
 * nothing is read, and the job runs at the interval of idle jobs.
 */
@Injectable()
export class WebhookClock implements BeforeApplicationShutdown {
  private readonly job: Job;
  private reader: FactReader<Tx> | undefined;
  /** Undefined: an earlier process may have left its durables. */
  private isReading: boolean | undefined;
  private lastWarningAt = -Infinity;
  private hasStopped = false;

  constructor(
    clockwork: Clockwork,
    @Inject(configEnvironment) environment: ConfigEnvironment,
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly log: ServiceLog,
    private readonly positions: WebhookPositions,
    private readonly deliver: DeliverWebhooks,
    tidy: TidyWebhooks,
  ) {
    this.job = clockwork.job('webhooks', () => this.poll());
    // Tidying is a job of its own, so that deliveries do not wait for it.
    clockwork.job('webhooks-tidying', async () => {
      const hasMore = await tidy.run(environment.REJOIN_WEBHOOK_WAITING);
      return hasMore ? tidyMoreMs : null;
    });
    deliver.onRoom(() => this.ring());
  }

  /** Signals that a delivery may be due. */
  ring(): void {
    this.job.ring();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.hasStopped = true;
    await Promise.all([this.reader?.close(), this.deliver.stop()]);
  }

  private async poll(): Promise<number | null> {
    await this.deliver.begin();
    const { isAnyActive, nextInMs } = await nextDue(this.database);
    await this.read(isAnyActive);
    if (!isAnyActive) return null;
    // A lane that is due already found no free worker; it is started when one is free.
    return nextInMs === null || nextInMs <= 0 ? pollEveryMs : Math.min(nextInMs, pollEveryMs);
  }

  /**
   * Facts of a time without an active endpoint are never delivered later. Therefore no durable remains then, not even
   * one of a process that died.
   */
  private async read(isWanted: boolean): Promise<void> {
    if (this.hasStopped || isWanted === this.isReading) return;
    if (isWanted) {
      this.isReading = true;
      this.reader = this.open();
      return;
    }
    const { reader } = this;
    const mayHaveDurables = this.isReading ?? !(await this.positions.isEmpty());
    this.reader = undefined;
    this.isReading = undefined;
    await reader?.close();
    if (mayHaveDurables) await leaveWholeStreams(this.bus, webhookStreams, webhookDurable);
    this.isReading = false;
  }

  private open(): FactReader<Tx> {
    return new FactReader<Tx>({
      jetstream: wholeStreams(this.bus, () => this.beginning()),
      durable: webhookDurable,
      streams: webhookStreams,
      store: this.positions,
      apply: (fact, tx) => this.take(fact, tx),
      onTrouble: (error, stream) => this.warnOfTrouble(error, stream),
      onParked: ({ family, subject, version }, error) =>
        this.log.error(
          { alarm: 'fact-parked', family, id: subject, version, err: error },
          'a fact for webhooks was parked',
        ),
    });
  }

  /** The stream does not exist yet, or NATS is not reachable. The reader tries again. */
  private warnOfTrouble(error: unknown, stream: string): void {
    const now = performance.now();
    if (now - this.lastWarningAt < warnEveryMs) return;
    this.lastWarningAt = now;
    this.log.warn({ err: error, stream }, 'facts for webhooks cannot be read; trying again');
  }

  /** A durable that was lost is created again from this instant. Positions show which facts were read before. */
  private async beginning(): Promise<Instant> {
    return instant(millis(await firstActiveSince(this.database)) - beforeMs);
  }

  private async take(fact: Fact, tx: Tx): Promise<void> {
    const { id, org, subject, type, time } = fact;
    await queueFact(tx, { id, org, subject, kind: kindOf(type), time, payload: JSON.stringify(fact) });
    tx.afterCommit(() => this.ring());
  }
}
