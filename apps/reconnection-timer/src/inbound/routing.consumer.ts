import { routing } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { SetAlarms } from '../use-cases/set-alarms';

/** Schedules the end of the wrap-up block and the auto-close of a conversation in wrap-up. */
@Controller()
export class RoutingConsumer {
  constructor(private readonly setAlarms: SetAlarms) {}

  @OnFacts(routing, 'ConversationWrappedUp', 'ConversationClosed')
  onFacts(
    facts: readonly DeliveredOf<typeof routing, 'ConversationWrappedUp' | 'ConversationClosed'>[],
    tx: Tx,
  ): Promise<void> {
    this.setAlarms.run(tx, facts);
    return Promise.resolve();
  }
}
