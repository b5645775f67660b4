import { session } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { QueueConversations } from '../use-cases/queue-conversations';

@Controller()
export class SessionConsumer {
  constructor(private readonly queue: QueueConversations) {}

  @OnFacts(session, 'ConversationStarted')
  onFacts(facts: DeliveredOf<typeof session, 'ConversationStarted'>[], tx: Tx): Promise<void> {
    return this.queue.run(tx, facts);
  }
}
