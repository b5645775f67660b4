import { durableOfFamily, durablesOf, streamOf, type Durable, type ServiceName } from '@rejoin/contracts';
import { AckPolicy, DeliverPolicy, nanos, type ConsumerInfo, type JetStreamManager } from 'nats';
import type { Settlement } from './apply-facts';
import type { Delivered } from './delivery';
import type { FactSelection } from './fact-selection';
import { undefinedIf } from './nats-errors';

const absent = undefinedIf('noConsumer');

/**
 * Manages the durables of a selection of facts: one for each kind, or one for the whole family.
 *
 * It exists because facts of the release 0.1.0 do not name the kinds before them, so durables of kinds cannot order them.
 * While such facts arrive, the durable of the family is used, which a service of that release uses as well.
 *
 * Invariant: a change between the two skips no fact. Facts that were applied may be delivered again.
 */
export class FactDurables {
  readonly stream: string;
  private readonly familyDurable: Durable;
  private readonly kindDurables: readonly Durable[];
  private readonly hasKinds: boolean;
  private uses: 'family' | 'kinds' | undefined;
  private mustUseFamily = false;
  private hasSeenKinds = false;
  private idle: string | undefined;
  private lastOldFactAt = -Infinity;

  constructor(
    service: ServiceName,
    selection: FactSelection,
    private readonly pace: { ackWaitMs: number; olderReleaseMs: number },
  ) {
    this.stream = streamOf(selection.family.producer);
    this.familyDurable = durableOfFamily(service, selection.family);
    this.kindDurables = durablesOf(service, selection);
    this.hasKinds = this.kindDurables.every(({ name }) => name !== this.familyDurable.name);
  }

  /** Creates missing durables, and returns the names of the durables to pull from. */
  async open(manager: JetStreamManager): Promise<readonly string[]> {
    const known = await Promise.all(this.kindDurables.map(({ name }) => this.info(manager, name)));
    const hasFamily =
      this.hasKinds &&
      known.includes(undefined) &&
      (await this.info(manager, this.familyDurable.name)) !== undefined;
    const used = hasFamily ? [this.familyDurable] : this.kindDurables;
    for (const durable of used) await this.ensure(manager, durable, 0);
    this.uses = hasFamily ? 'family' : 'kinds';
    return used.map(({ name }) => name);
  }

  /** Records the settlement of a fact, to detect facts of the release 0.1.0. */
  observe({ version, previous }: Pick<Delivered, 'version' | 'previous'>, settlement: Settlement): void {
    if (!this.hasKinds) return;
    if (previous !== undefined) this.hasSeenKinds = true;
    else if (version > 1 && (settlement === 'later' || settlement === 'applied')) {
      this.lastOldFactAt = performance.now();
      this.mustUseFamily ||= settlement === 'later' && this.uses === 'kinds';
    }
  }

  /** Whether {@link changeOver} may have to change the durables now or later. */
  get mayChange(): boolean {
    return this.mustUseFamily || (this.uses === 'family' && this.hasSeenKinds);
  }

  /** Changes the durables if the observed facts require it. Returns whether the pulls must be opened again. */
  async changeOver(manager: JetStreamManager): Promise<boolean> {
    if (this.mustUseFamily) {
      // It starts at the beginning, because a durable of one kind does not know what the others have acknowledged.
      await this.ensure(manager, this.familyDurable, 0);
      for (const { name } of this.kindDurables)
        await manager.consumers.delete(this.stream, name).catch(absent);
      this.mustUseFamily = this.hasSeenKinds = false;
      this.uses = undefined;
      return true;
    }
    const isQuiet = performance.now() - this.lastOldFactAt > this.pace.olderReleaseMs;
    if (this.uses !== 'family' || !this.hasSeenKinds || !isQuiet) return false;
    const family = await this.info(manager, this.familyDurable.name);
    for (const durable of this.kindDurables)
      await this.ensure(manager, durable, family?.ack_floor.stream_seq ?? 0);
    this.uses = undefined;
    return true;
  }

  /**
   * Deletes the durable of the family when the durables of kinds are used and no replica has pulled from it since the last
   * call. A replica of the release 0.1.0 has either a waiting request or new deliveries at each call.
   */
  async deleteUnused(manager: JetStreamManager): Promise<void> {
    if (!this.hasKinds || this.uses !== 'kinds') return;
    const left = await this.info(manager, this.familyDurable.name);
    const idle = left?.num_waiting === 0 ? `${left.created} ${left.delivered.consumer_seq}` : undefined;
    if (idle !== undefined && idle === this.idle)
      await manager.consumers.delete(this.stream, this.familyDurable.name).catch(absent);
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
