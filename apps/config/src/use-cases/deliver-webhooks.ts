import { webhookLimits, type DeliveryState } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { Database, type Tx } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { outcomeOf, type Attempt, type Outcome } from '../domain/webhook-attempt';
import { WebhookSecrets } from '../keys/webhook-secrets';
import { webhookAttempts } from '../outbound/figures.metrics';
import { WebhookEndpoints } from '../outbound/webhook-endpoints';
import { noteAttempt } from '../store/webhook-deliveries.store';
import {
  claimLanes,
  holdLane,
  parkLane,
  releaseLane,
  takeHead,
  type Head,
  type Lane,
} from '../store/webhook-lanes.store';
import { SwitchOffWebhook } from './switch-off-webhook';

/**
 * An attempt and its transactions end long before this, so a worker that takes over a lane never meets the previous
 * one.
 */
const claimSeconds = 3 * webhookLimits.attemptSeconds.value;
/** After this many deliveries of a lane in a row, other lanes of the endpoint have their turn. */
const inARow = 50;
const alarmEveryMs = 60_000;

/**
 * Delivers what is due, lane by lane: the deliveries of one subject to one endpoint one after the other, different
 * lanes concurrently. The outcome is committed after the response, so a process that dies between the two delivers
 * again.
 */
@Injectable()
export class DeliverWebhooks {
  private readonly busy = new Map<string, number>();
  private readonly workers = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly lastAlarmAt = new Map<string, number>();
  private claiming: Promise<void> = Promise.resolve();
  private onFree: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly endpoints: WebhookEndpoints,
    private readonly secrets: WebhookSecrets,
    private readonly switchOff: SwitchOffWebhook,
    private readonly log: ServiceLog,
  ) {}

  /** The listener is called when another lane can be started. */
  onRoom(listener: () => void): void {
    this.onFree = listener;
  }

  /** Starts deliveries that are due, up to the limit, without waiting for their end. */
  begin(): Promise<void> {
    this.claiming = this.claim();
    return this.claiming;
  }

  /** Aborts running attempts. Another replica, or this one after its restart, repeats them. */
  async stop(): Promise<void> {
    this.stopping.abort();
    // Workers of their own release the lanes that are being claimed at this moment.
    await this.claiming.catch(() => undefined);
    await Promise.all(this.workers);
  }

  private async claim(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const most = webhookLimits.concurrency.value;
    const lanes = await claimLanes(this.database, newId(), claimSeconds, most, this.busy);
    for (const lane of lanes) this.start(lane);
  }

  private start(lane: Lane): void {
    this.count(lane, 1);
    const worker = this.work(lane)
      // Postgres is not reachable: the claim expires, and the delivery is repeated.
      .catch((error: unknown) => this.log.warn({ err: error }, 'a delivery to a webhook was not recorded'))
      .finally(() => {
        this.count(lane, -1);
        this.workers.delete(worker);
        this.onFree();
      });
    this.workers.add(worker);
  }

  private count({ webhookId }: Lane, change: number): void {
    const now = (this.busy.get(webhookId) ?? 0) + change;
    if (now > 0) this.busy.set(webhookId, now);
    else this.busy.delete(webhookId);
  }

  private async work(lane: Lane): Promise<void> {
    let head = await this.database.transaction((tx) => this.next(tx, lane, 0));
    for (let sends = 1; head; sends++) {
      const attempt = await this.attempt(lane, head);
      const sent = head;
      head = await this.database.transaction((tx) => this.settle(tx, lane, sent, attempt, sends));
    }
  }

  private attempt({ webhookId }: Lane, head: Head): Promise<Attempt> {
    const { url, payload, now, eventId: id, sealedSecrets } = head;
    const secrets = this.secrets.open(webhookId, sealedSecrets);
    return this.endpoints.send({ url, payload, now, id, secrets }, this.stopping.signal);
  }

  /** Records the outcome of an attempt, unless another process has taken the lane, and takes the next delivery. */
  private async settle(
    tx: Tx,
    lane: Lane,
    head: Head,
    attempt: Attempt,
    sends: number,
  ): Promise<Head | undefined> {
    if (!(await holdLane(tx, lane))) return undefined;
    // An attempt that this process aborted is no evidence about the endpoint.
    if (this.stopping.signal.aborted && attempt.status === null) {
      releaseLane(tx, lane, 0);
      return undefined;
    }
    const outcome = outcomeOf(attempt, head.attempts + 1, Math.random());
    noteAttempt(tx, head.seq, states[outcome.is], attempt, outcome.is !== 'not-made');
    tx.afterCommit(() => webhookAttempts.inc({ outcome: outcome.is }));
    if (outcome.is === 'delivered') return this.next(tx, lane, sends);
    await this.giveBack(tx, lane, outcome);
    return undefined;
  }

  private async giveBack(tx: Tx, lane: Lane, outcome: Outcome): Promise<void> {
    if (outcome.is === 'dead') parkLane(tx, lane);
    else releaseLane(tx, lane, 'pauseSeconds' in outcome ? outcome.pauseSeconds : 0);
    const { is } = outcome;
    if (is === 'dead' || is === 'not-made') tx.afterCommit(() => this.logAlarm(is, lane));
    if (outcome.is === 'gone') await this.switchOff.run(tx, lane.org, lane.webhookId, 'gone');
  }

  private async next(tx: Tx, lane: Lane, sends: number): Promise<Head | undefined> {
    if (sends === 0 && !(await holdLane(tx, lane))) return undefined;
    if (sends < inARow && !this.stopping.signal.aborted) return takeHead(tx, lane, claimSeconds);
    releaseLane(tx, lane, 0);
    return undefined;
  }

  /**
   * An endpoint that was down causes many alarms at once. Only one of each kind is logged in a minute for each
   * endpoint.
   */
  private logAlarm(what: keyof typeof alarms, { webhookId, subject }: Lane): void {
    const { alarm, text } = alarms[what];
    const now = performance.now();
    const key = `${alarm} ${webhookId}`;
    if (now - (this.lastAlarmAt.get(key) ?? -Infinity) < alarmEveryMs) return;
    this.lastAlarmAt.set(key, now);
    this.log.error({ alarm, webhook: webhookId, subject }, text);
  }
}

const alarms = {
  dead: {
    alarm: 'webhook-dead-letter',
    text: 'every attempt to deliver an event failed; mend the endpoint, and redeliver',
  },
  'not-made': {
    alarm: 'webhook-secret-unreadable',
    text: 'nothing is sent to a webhook; its secret was stored under another REJOIN_TOKEN_PRIVATE_KEY',
  },
} as const;

const states = {
  delivered: 'delivered',
  dead: 'dead',
  failed: 'waiting',
  'not-made': 'waiting',
  gone: 'waiting',
} satisfies Record<Outcome['is'], DeliveryState>;
