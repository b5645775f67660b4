import { Clockwork } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { FeedStore } from '../../store/feed.store';
import { DeskViews } from './desk-views';
import { LiveFeed } from './live-feed';
import { SignIns } from '../sockets/sign-ins';

/** Well below the time in which somebody takes a page that shows nothing new for a broken one. */
const everyMs = 10_000;
const maxConversationsPerRead = 1_000;

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
      await this.compare();
      // The job also runs without connections, when it costs nothing, so that the first one does not wait longer than later ones.
      job.ring(everyMs);
      return null;
    });
  }

  private async compare(): Promise<void> {
    await this.signIns.closeEnded();
    await this.views.showMissingConversations();
    const ids = this.live.followedConversationIds;
    for (let from = 0; from < ids.length; from += maxConversationsPerRead) {
      const positions = await this.feed.readProgress(ids.slice(from, from + maxConversationsPerRead));
      for (const position of positions) this.live.catchUp(position);
    }
  }
}
