import { Database } from '@rejoin/persistence';
import { Clockwork } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { readSignedOut } from '../../store/desks.store';
import { FeedStore } from '../../store/feed.store';
import { DeskViews } from './desk-views';
import { LiveFeed } from './live-feed';
import { SignIns } from '../sockets/sign-ins';

/** A user whose page shows nothing new for longer than this may believe that it is broken. */
const everyMs = 10_000;
const maxConversationsPerRead = 1_000;

/**
 * Compares what this gateway shows, and to whom, with Postgres every few seconds. NATS can lose a bell, for example
 * while it restarts. Without this comparison, a reader would not see that change until the next bell.
 */
@Injectable()
export class MissedRings {
  constructor(
    clockwork: Clockwork,
    private readonly live: LiveFeed,
    private readonly views: DeskViews,
    private readonly signIns: SignIns,
    private readonly feed: FeedStore,
    private readonly database: Database,
  ) {
    const job = clockwork.job('missed-rings', async () => {
      await this.compare();
      // The job also runs without connections, when it costs nothing, so that the first one does not wait longer than later ones.
      job.ring(everyMs);
      return null;
    });
  }

  /** The desk of an agent who has signed out at another device can do nothing any more, and its page must learn that. */
  private async closeSignedOut(): Promise<void> {
    const { agentIds } = this.views;
    for (let from = 0; from < agentIds.length; from += maxConversationsPerRead) {
      const some = agentIds.slice(from, from + maxConversationsPerRead);
      for (const agentId of await readSignedOut(this.database, some)) this.views.closeTabs(agentId);
    }
  }

  private async compare(): Promise<void> {
    await this.signIns.closeEnded();
    await this.closeSignedOut();
    await this.views.showMissingConversations();
    const ids = this.live.followedConversationIds;
    for (let from = 0; from < ids.length; from += maxConversationsPerRead) {
      const positions = await this.feed.readProgress(ids.slice(from, from + maxConversationsPerRead));
      for (const position of positions) this.live.catchUp(position);
    }
  }
}
