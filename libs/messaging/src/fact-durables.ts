import { durableOfFamily, durablesOf, streamOf, type Durable, type ServiceName } from '@rejoin/contracts';
import { AckPolicy, DeliverPolicy, NatsError, nanos, type ConsumerInfo, type JetStreamManager } from 'nats';
import type { Settlement } from './apply-facts';
import type { Delivered } from './delivery';
import type { Listener } from './listener';

/**
 * The durables of a listener: one for each kind, or the family's. Where the kinds have durables of their own, facts of
 * the release 0.1.0 cannot be put in order by them, because these facts do not say the kinds before them. While such
 * facts come, the family's durable is used, which is also the one of a service of that release. No change leaves a fact
 * out; facts that were applied may come again.
 */
export class FactDurables {
  readonly stream: string;
  private readonly whole: Durable;
  private readonly own: readonly Durable[];
  private readonly hasKinds: boolean;
  private uses: 'family' | 'kinds' | undefined;
  private mustUseFamily = false;
  private hasHeardKinds = false;
  private idle: string | undefined;
  private heardNoneAt = -Infinity;

  constructor(
    service: ServiceName,
    listener: Listener,
    private readonly pace: { ackWaitMs: number; olderReleaseMs: number },
  ) {
    this.stream = streamOf(listener.family.producer);
    this.whole = durableOfFamily(service, listener.family);
    this.own = durablesOf(service, listener);
    this.hasKinds = this.own.every(({ name }) => name !== this.whole.name);
  }

  /** Makes what is not there, and gives the names of those that are to be pulled from. */
  async open(manager: JetStreamManager): Promise<readonly string[]> {
    const known = await Promise.all(this.own.map(({ name }) => this.info(manager, name)));
    const hasFamily =
      this.hasKinds && known.includes(undefined) && (await this.info(manager, this.whole.name)) !== undefined;
    const used = hasFamily ? [this.whole] : this.own;
    for (const durable of used) await this.ensure(manager, durable, 0);
    this.uses = hasFamily ? 'family' : 'kinds';
    return used.map(({ name }) => name);
  }

  /** Told what became of a fact. */
  heard({ version, previous }: Pick<Delivered, 'version' | 'previous'>, settlement: Settlement): void {
    if (!this.hasKinds) return;
    if (previous !== undefined) this.hasHeardKinds = true;
    else if (version > 1 && (settlement === 'later' || settlement === 'applied')) {
      this.heardNoneAt = performance.now();
      this.mustUseFamily ||= settlement === 'later' && this.uses === 'kinds';
    }
  }

  /** Changes over when what was heard asks for it. True: what is pulled from is to be opened anew. */
  async changeOver(manager: JetStreamManager): Promise<boolean> {
    if (this.mustUseFamily) {
      // From the beginning: a durable of one kind does not know how far the others were acknowledged.
      await this.ensure(manager, this.whole, 0);
      for (const { name } of this.own) await manager.consumers.delete(this.stream, name).catch(absent);
      this.mustUseFamily = this.hasHeardKinds = false;
      this.uses = undefined;
      return true;
    }
    const isQuiet = performance.now() - this.heardNoneAt > this.pace.olderReleaseMs;
    if (this.uses !== 'family' || !this.hasHeardKinds || !isQuiet) return false;
    const family = await this.info(manager, this.whole.name);
    for (const durable of this.own) await this.ensure(manager, durable, family?.ack_floor.stream_seq ?? 0);
    this.uses = undefined;
    return true;
  }

  /**
   * Deletes the family's durable when the kinds' own are used, and nobody has pulled from it between two looks. Between
   * two of its requests a replica of the release 0.1.0 does not wait, but has been delivered more.
   */
  async tidy(manager: JetStreamManager): Promise<void> {
    if (!this.hasKinds || this.uses !== 'kinds') return;
    const left = await this.info(manager, this.whole.name);
    const idle = left?.num_waiting === 0 ? `${left.created} ${left.delivered.consumer_seq}` : undefined;
    if (idle !== undefined && idle === this.idle)
      await manager.consumers.delete(this.stream, this.whole.name).catch(absent);
    this.idle = idle;
  }

  private async ensure(manager: JetStreamManager, { name, filter }: Durable, after: number): Promise<void> {
    const changeable = {
      filter_subject: filter,
      ack_wait: nanos(this.pace.ackWaitMs),
      max_ack_pending: 5_000,
    };
    const known = await this.info(manager, name);
    if (!known) {
      await manager.consumers.add(this.stream, {
        ...changeable,
        durable_name: name,
        ack_policy: AckPolicy.Explicit,
        max_deliver: -1,
        ...(after === 0
          ? { deliver_policy: DeliverPolicy.All }
          : { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: after + 1 }),
      });
    } else if (known.config.filter_subject !== filter || known.config.ack_wait !== changeable.ack_wait) {
      await manager.consumers.update(this.stream, name, changeable);
    }
  }

  private info(manager: JetStreamManager, name: string): Promise<ConsumerInfo | undefined> {
    return manager.consumers.info(this.stream, name).catch(absent);
  }
}

/** 10014: no such consumer. */
function absent(error: unknown): undefined {
  if (error instanceof NatsError && error.api_error?.err_code === 10014) return undefined;
  throw error;
}
