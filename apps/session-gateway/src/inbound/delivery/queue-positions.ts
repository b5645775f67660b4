import type { WidgetSettings } from '@rejoin/contracts';
import type { Job } from '@rejoin/kernel';
import { Clockwork } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { hiddenQueuePosition, queuePosition, showsQueue } from '../../domain/queue-position';
import { SettingsStore } from '../../store/settings.store';
import { ReadQueueFronts } from '../../use-cases/read-queue-fronts';
import { LiveFeed, type Follower } from './live-feed';

/** A customer who begins to wait also gets the first position after this time. Most have an agent by then. */
const soonMs = 1_000;
const everyMs = 5_000;

const hiddenPosition = JSON.stringify(hiddenQueuePosition);

/** A customer without an agent, and the position that was sent last. */
interface WaitingFollower {
  readonly widgetId: string;
  readonly workstreamId: string;
  lastSent: string;
}

/**
 * Sends waiting customers their position while their widget shows it. One question every few seconds covers all
 * queues of this gateway's waiting customers, and only changes are sent. The cost therefore grows with the queues and
 * the positions that are sent, not with the number of customers. Nothing is read while no one waits.
 */
@Injectable()
export class QueuePositions {
  private readonly waiting = new Map<Follower, WaitingFollower>();

  constructor(
    private readonly reads: ReadQueueFronts,
    private readonly settings: SettingsStore,
    live: LiveFeed,
    clockwork: Clockwork,
  ) {
    const job: Job = clockwork.job('queue-places', () => this.sendPositions());
    live.onShown((follower, { state, sealed, widgetId, workstreamId }) => {
      if (follower.audience !== 'customer') return;
      if (state !== 'open' || sealed) this.waiting.delete(follower);
      else if (!this.waiting.has(follower)) {
        this.waiting.set(follower, { widgetId, workstreamId, lastSent: hiddenPosition });
        job.ring(soonMs);
      }
    });
  }

  private async sendPositions(): Promise<number | null> {
    for (const follower of this.waiting.keys()) if (!follower.socket.isOpen) this.waiting.delete(follower);
    if (this.waiting.size === 0) return null;
    const widgets = await this.widgets();
    const queues = [...this.waiting.values()].flatMap(({ widgetId, workstreamId }) =>
      showsQueue(widgets.get(widgetId)) ? [workstreamId] : [],
    );
    const fronts = await this.reads.run(queues);
    for (const [follower, waiting] of this.waiting) {
      const { conversationId, socket } = follower;
      const widget = widgets.get(waiting.widgetId);
      const front = fronts.get(waiting.workstreamId);
      const position =
        widget && showsQueue(widget)
          ? front && queuePosition(conversationId, front, widget)
          : hiddenQueuePosition;
      const serialized = JSON.stringify(position);
      // A reader who is behind does not need an old position.
      if (!position || serialized === waiting.lastSent || socket.backpressure.isBehind) continue;
      waiting.lastSent = serialized;
      socket.send({ type: 'queue', conversationId, ...position });
    }
    return everyMs;
  }

  private async widgets(): Promise<Map<string, WidgetSettings | undefined>> {
    const ids = [...new Set([...this.waiting.values()].map(({ widgetId }) => widgetId))];
    const settings = await Promise.all(ids.map((id) => this.settings.widget(id)));
    return new Map(ids.map((id, i) => [id, settings[i]]));
  }
}
