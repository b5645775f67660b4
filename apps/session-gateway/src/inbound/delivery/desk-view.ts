import type { WaitingChat } from '@rejoin/contracts';
import { otherDevices, type DeskLine } from '../../domain/desk';
import { queueChange } from '../../domain/desk-queue';
import type { AgentStatus } from '../../use-cases/open-desk';
import { Place } from './feed-place';
import type { Follower, LiveFeed } from './live-feed';
import type { Socket } from '../sockets/socket';

/** What one desk (tab) shows. */
export interface DeskView {
  shows(conversationId: string): boolean;
  /** Sends a conversation again from a place; false when it does not stand on this desk. */
  replay(conversationId: string, afterSeq: number): boolean;
}

export class View implements DeskView {
  readonly followers = new Map<string, Follower>();
  /** What was told last; undefined: all of it is to be told. */
  told: AgentStatus | undefined;

  constructor(
    readonly socket: Socket,
    readonly agentId: string,
    private readonly live: LiveFeed,
  ) {}

  shows(conversationId: string): boolean {
    return this.followers.has(conversationId);
  }

  replay(conversationId: string, afterSeq: number): boolean {
    const follower = this.followers.get(conversationId);
    if (!follower) return false;
    follower.place.replayFrom(afterSeq);
    this.live.wake(conversationId);
    return true;
  }

  tell(status: AgentStatus, lines: readonly DeskLine[]): void {
    this.told = status;
    this.socket.send({ ...status, otherDevices: otherDevices(lines, this.socket.id) });
  }

  /** Sends what is different in who waits. A desk that is behind, or has been told nothing yet, is told later. */
  tellQueue(queue: readonly WaitingChat[]): void {
    const { told } = this;
    if (!told || this.socket.pace.isBehind) return;
    const change = queueChange(told.queue, queue);
    if (!change) return;
    this.told = { ...told, queue: [...queue] };
    this.socket.send({ type: 'queue-changed', ...change });
  }

  show(conversationId: string, afterSeq: number): void {
    if (this.followers.has(conversationId)) return;
    const follower: Follower = {
      socket: this.socket,
      conversationId,
      audience: 'agent',
      mayFollow: ({ session }) =>
        session.agentId === this.agentId && (session.state === 'active' || session.state === 'wrap-up'),
      left: () => {
        this.followers.delete(conversationId);
        this.socket.send({ type: 'left', conversationId });
      },
      place: new Place(afterSeq),
    };
    this.followers.set(conversationId, follower);
    this.live.follow(follower);
  }

  close(): void {
    for (const follower of this.followers.values()) this.live.unfollow(follower);
  }
}
