import type { WaitingChat } from '@rejoin/contracts';
import { otherDevices, type DeskConnection } from '../../domain/desk';
import { queueChange } from '../../domain/desk-queue';
import type { AgentStatus } from '../../use-cases/serve-desk';
import type { FeedPage } from '../../store/feed.store';
import { FeedProgress } from './feed-progress';
import type { Follower, LiveFeed } from './live-feed';
import type { Socket } from '../sockets/socket';

/** The conversations and the status that one tab of an agent's desk shows. */
export class DeskView {
  readonly followers = new Map<string, Follower>();
  /** The status that was sent last. Undefined means that the next one must be complete. */
  lastStatus: AgentStatus | undefined;
  private isClosed = false;

  constructor(
    readonly socket: Socket,
    readonly agentId: string,
    private readonly live: LiveFeed,
  ) {}

  shows(conversationId: string): boolean {
    return this.followers.has(conversationId);
  }

  /** Sends a conversation again from an entry on. Returns false when the conversation is not on this desk. */
  replay(conversationId: string, afterSeq: number): boolean {
    const follower = this.followers.get(conversationId);
    if (!follower) return false;
    follower.progress.replayFrom(afterSeq);
    this.live.wake(conversationId);
    return true;
  }

  sendStatus(status: AgentStatus, connections: readonly DeskConnection[]): void {
    this.lastStatus = status;
    this.socket.send({ ...status, otherDevices: otherDevices(connections, this.socket.id) });
  }

  /** Sends the changes of the queue. A desk that is behind, or that has no status yet, gets them later. */
  sendQueueChange(queue: readonly WaitingChat[]): void {
    const { lastStatus } = this;
    if (!lastStatus || this.socket.backpressure.isBehind) return;
    const change = queueChange(lastStatus.queue, queue);
    if (!change) return;
    this.lastStatus = { ...lastStatus, queue: [...queue] };
    this.socket.send({ type: 'queue-changed', ...change });
  }

  show(conversationId: string, afterSeq: number): void {
    if (this.isClosed || this.followers.has(conversationId)) return;
    const follower = new DeskFollower(this, conversationId, afterSeq);
    this.followers.set(conversationId, follower);
    this.live.follow(follower);
  }

  close(): void {
    this.isClosed = true;
    for (const follower of this.followers.values()) this.live.unfollow(follower);
  }
}

/** A desk that shows a conversation of its agent. */
class DeskFollower implements Follower {
  readonly audience = 'agent';
  readonly progress: FeedProgress;

  constructor(
    private readonly view: DeskView,
    readonly conversationId: string,
    afterSeq: number,
  ) {
    this.progress = new FeedProgress(afterSeq);
  }

  get socket(): Socket {
    return this.view.socket;
  }

  mayFollow({ session }: FeedPage): boolean {
    return session.agentId === this.view.agentId && ['active', 'wrap-up'].includes(session.state);
  }

  onLeft(): void {
    this.view.followers.delete(this.conversationId);
    this.socket.send({ type: 'left', conversationId: this.conversationId });
  }
}
