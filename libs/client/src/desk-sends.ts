import type { AgentFrame, AgentRequest } from '@rejoin/contracts';
import type { Connection } from './connection';
import { Outgoing, type Stored } from './outgoing';
import { refusedAsTooLong } from './frame-size';
import type { Refusal } from './refusal';

export type DeskItem =
  | {
      readonly id: string;
      readonly type: 'send' | 'note';
      readonly conversationId: string;
      readonly text: string;
    }
  | {
      readonly id: string;
      readonly type: 'send-quick-reply';
      readonly conversationId: string;
      readonly quickReplyId: string;
    };

/** What an agent sends. Messages are in order within each conversation; conversations do not wait for each other. */
export class DeskSends {
  private readonly queues = new Map<string, Outgoing<DeskItem>>();

  constructor(
    private readonly connection: Connection<AgentRequest, AgentFrame>,
    private readonly random: () => number,
    private readonly refused: (item: DeskItem, refusal: Refusal) => void,
  ) {}

  add(item: DeskItem): Promise<Stored> {
    return this.queueOf(item.conversationId).add(item);
  }

  answered(frame: Extract<AgentFrame, { type: 'ack' | 'refused' }>): boolean {
    return [...this.queues.values()].some((queue) => queue.answered(frame));
  }

  connected(): void {
    for (const queue of this.queues.values()) queue.connected();
  }

  disconnected(): void {
    for (const queue of this.queues.values()) queue.disconnected();
  }

  private queueOf(conversationId: string): Outgoing<DeskItem> {
    const known = this.queues.get(conversationId);
    if (known) return known;
    const queue = new Outgoing<DeskItem>({
      transmit: (item) => {
        const request = requestOf(item);
        const refused = refusedAsTooLong(request);
        if (!refused) return this.connection.send(request);
        queueMicrotask(() => queue.answered(refused));
        return true;
      },
      stuck: () => {
        this.connection.replace();
      },
      done: (item, refusal) => {
        if (queue.items.length === 0) this.queues.delete(item.conversationId);
        if (refusal) this.refused(item, refusal);
      },
      random: this.random,
    });
    this.queues.set(conversationId, queue);
    return queue;
  }
}

function requestOf({ id, ...rest }: DeskItem): AgentRequest {
  return { ...rest, requestId: id };
}
