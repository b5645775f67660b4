import { Clockwork } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { FeedStore } from '../../store/feed.store';
import { DeskViews } from './desk-views';
import { LiveFeed } from './live-feed';
import { SignIns } from '../sockets/sign-ins';

/** Well below the time in which somebody takes a page that shows nothing new for a broken one. */
const everyMs = 10_000;
const atOnce = 1_000;

/**
 * Compares what is shown here, and to whom, with Postgres every few seconds. A ring between gateways is a hint that NATS
 * may lose without a word, for example while it restarts. Without this comparison a reader who misses a ring would see
 * nothing of that change until the next one.
 */
@Injectable()
export class MissedRings {
  constructor(
    clockwork: Clockwork,
    private readonly live: LiveFeed,
    private readonly views: DeskViews,
    private readonly signIns: SignIns,
    private readonly feed: FeedStore,
  ) {
    const job = clockwork.job('missed-rings', async () => {
      await this.look();
      // Also while nobody is here, when it costs nothing: whoever comes first must not wait longer than the next ones.
      job.ring(everyMs);
      return null;
    });
  }

  private async look(): Promise<void> {
    await this.signIns.closeEnded();
    await this.views.showMissing();
    const ids = this.live.followed;
    for (let from = 0; from < ids.length; from += atOnce) {
      const standings = await this.feed.standings(ids.slice(from, from + atOnce));
      for (const standing of standings) this.live.catchUp(standing);
    }
  }
}
