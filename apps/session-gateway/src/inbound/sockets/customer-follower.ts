import { closeCodes } from '@rejoin/contracts';
import type { Session } from '../../domain/session';
import type { FeedPage } from '../../store/feed.store';
import { FeedProgress } from '../delivery/feed-progress';
import type { Follower } from '../delivery/live-feed';
import type { Socket } from './socket';

/**
 * A customer who follows the conversation, in the epoch to which the socket was bound. It keeps what its connection needs,
 * and not the whole session in memory.
 */
export class CustomerFollower implements Follower {
  readonly audience = 'customer';
  readonly conversationId: string;
  readonly widgetId: string;
  readonly workstreamId: string;
  readonly epoch: number;
  readonly progress: FeedProgress;

  constructor(
    readonly socket: Socket,
    { conversationId, widgetId, workstreamId, epoch }: Session,
    afterSeq: number,
    /** Called when the customer went on elsewhere. */
    private readonly onSuperseded: (socket: Socket, conversationId: string) => Promise<void>,
  ) {
    this.conversationId = conversationId;
    this.widgetId = widgetId;
    this.workstreamId = workstreamId;
    this.epoch = epoch;
    this.progress = new FeedProgress(afterSeq);
  }

  mayFollow({ session }: FeedPage): boolean {
    return session.lines.some(({ id }) => id === this.socket.id);
  }

  onLeft(page: FeedPage | undefined): void {
    // The epoch is the same but the connection is gone: other gateways took this process for dead, so the client must
    // resume.
    if (page?.session.epoch === this.epoch) this.socket.close(closeCodes.moving, 'reconnect');
    else void this.onSuperseded(this.socket, this.conversationId);
  }
}
