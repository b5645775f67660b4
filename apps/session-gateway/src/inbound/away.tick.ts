import { DueHeap } from '@rejoin/kernel';
import { isUnreachable, DatabaseTime } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ConversationsStore } from '../store/conversations.store';
import { DesksStore } from '../store/desks.store';
import { PromoteAway } from '../use-cases/promote-away';

const sweepMs = 1_000;
/** Our idea of the database's clock may be this far off; waking too early would cost a whole sweep. */
const clockErrorMs = 5;
const measureEveryMs = 10_000;

/**
 * Wakes when a debounce of this process ends, and once a second for those of others (a replica that died, a
 * desk elsewhere).
 */
@Injectable()
export class AwayTick implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly heap = new DueHeap();
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private measuredAt = -Infinity;
  private stopped = false;

  constructor(
    conversations: ConversationsStore,
    desks: DesksStore,
    private readonly time: DatabaseTime,
    private readonly promote: PromoteAway,
    private readonly log: ServiceLog,
  ) {
    conversations.onCommitted((changes) => changes.forEach(({ session }) => this.expect(session.promoteAt)));
    desks.onCommitted((changes) => changes.forEach(({ desk }) => this.expect(desk.promoteAt)));
  }

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private expect(promoteAt: string | null): void {
    if (promoteAt === null) return;
    this.heap.push('', performance.now() + this.time.until(promoteAt) + clockErrorMs);
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    const wait = Math.min(sweepMs, (this.heap.nextDueAt ?? Infinity) - performance.now());
    this.timer = setTimeout(
      () => {
        this.working = this.working.then(() => this.tick()).finally(() => this.schedule());
      },
      Math.max(1, wait),
    );
  }

  private async tick(): Promise<void> {
    try {
      this.heap.popDue(performance.now(), Infinity);
      if (performance.now() - this.measuredAt > measureEveryMs) {
        await this.time.measure();
        this.measuredAt = performance.now();
      }
      while (await this.promote.execute());
    } catch (error) {
      if (!isUnreachable(error)) this.log.error({ err: error }, 'counting the lost as away failed');
    }
  }
}
