import { Unavailable } from '@rejoin/messaging';
import { isUnreachable } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EndConversation } from '../use-cases/end-conversation';

const everyMs = 2_000;

/** Looks for ends that the timer has not sealed, at every replica: asking twice does no harm. */
@Injectable()
export class EndingTick implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly ends: EndConversation,
    private readonly log: ServiceLog,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.working = this.tick().finally(() => this.schedule());
    }, everyMs);
  }

  private async tick(): Promise<void> {
    try {
      await this.ends.finish();
    } catch (error) {
      const isAway = error instanceof Unavailable || isUnreachable(error);
      if (!isAway) this.log.error({ err: error }, 'finishing ends failed');
    }
  }
}
