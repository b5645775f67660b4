import type { FactOf, session } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { ChangeConversations, type Order } from './change-conversations';

/** Started conversations wait in the queue of their workstream, in the order in which they were started. */
@Injectable()
export class QueueConversations {
  constructor(private readonly changes: ChangeConversations) {}

  async run(tx: Tx, facts: readonly FactOf<typeof session, 'ConversationStarted'>[]): Promise<void> {
    const orders = facts.map(({ data }): Order => {
      const { conversationId, workstreamId, at: startedAt } = data;
      return { conversationId, intent: { type: 'queue', workstreamId, startedAt } };
    });
    const held = await this.changes.hold(tx, {
      conversations: orders.map((order) => order.conversationId),
      workstreams: orders.flatMap(({ intent }) => (intent.type === 'queue' ? [intent.workstreamId] : [])),
    });
    this.changes.decide(tx, held, orders);
  }
}
