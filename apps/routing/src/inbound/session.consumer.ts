import { session } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { RecordsStore } from '../store/records.store';
import { QueueConversations } from '../use-cases/queue-conversations';

@Controller()
export class SessionConsumer {
  constructor(
    private readonly queue: QueueConversations,
    private readonly records: RecordsStore,
  ) {}

  @OnFacts(session, 'ConversationStarted', 'ConversationDeleted')
  async onFacts(
    facts: DeliveredOf<typeof session, 'ConversationStarted' | 'ConversationDeleted'>[],
    tx: Tx,
  ): Promise<void> {
    const started = facts.filter((fact) => fact.type === 'ConversationStarted');
    const deleted = facts.filter((fact) => fact.type === 'ConversationDeleted');
    if (started.length > 0) await this.queue.run(tx, started);
    this.records.delete(
      tx,
      deleted.map(({ data }) => data.conversationId),
    );
  }
}
