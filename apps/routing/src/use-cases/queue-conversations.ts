import type { FactOf, session } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { ChangeConversations, type ConversationIntent } from './change-conversations';

/** Adds started conversations to the queue of their workstream, in the order of their start. */
@Injectable()
export class QueueConversations {
  constructor(private readonly changes: ChangeConversations) {}

  async run(tx: Tx, facts: readonly FactOf<typeof session, 'ConversationStarted'>[]): Promise<void> {
    const intents = facts.map(({ data }): ConversationIntent => {
      const { conversationId, workstreamId, at: startedAt } = data;
      return { conversationId, intent: { type: 'queue', workstreamId, startedAt } };
    });
    const locked = await this.changes.lock(tx, {
      conversations: intents.map((one) => one.conversationId),
      workstreams: intents.flatMap(({ intent }) => (intent.type === 'queue' ? [intent.workstreamId] : [])),
    });
    this.changes.decide(tx, locked, intents);
  }
}
