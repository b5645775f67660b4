import { session } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { Open } from '../domain/command';
import { DecideReconnections } from '../use-cases/decide-reconnections';

/** Opens a window for each customer who counts as away. */
@Controller()
export class SessionConsumer {
  constructor(private readonly decide: DecideReconnections) {}

  @OnFacts(session, 'CustomerDisconnected')
  async onFacts(
    facts: readonly DeliveredOf<typeof session, 'CustomerDisconnected'>[],
    tx: Tx,
  ): Promise<void> {
    const commands = facts.map(({ data }): Open => {
      const { conversationId, epoch, workstreamId, ...terms } = data;
      return { type: 'open', conversationId, epoch, workstreamId, terms };
    });
    await this.decide.run(tx, commands);
  }
}
