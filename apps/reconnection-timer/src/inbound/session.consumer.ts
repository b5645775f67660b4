import { session } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { Open } from '../domain/command';
import { DecideReconnections } from '../use-cases/decide-reconnections';

/** A customer who counts as away has a window. */
@Controller()
export class SessionConsumer {
  constructor(private readonly decide: DecideReconnections) {}

  @OnFacts(session)
  async handle(facts: readonly DeliveredOf<typeof session>[], tx: Tx): Promise<void> {
    const commands = facts.flatMap((fact): Open[] => {
      if (fact.type !== 'CustomerDisconnected') return [];
      const { conversationId, epoch, workstreamId, ...terms } = fact.data;
      return [{ type: 'open', conversationId, epoch, workstreamId, terms }];
    });
    if (commands.length > 0) await this.decide.run(tx, commands);
  }
}
