import { session } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { Open } from '../domain/command';
import { RecordsStore } from '../store/records.store';
import { DecideReconnections } from '../use-cases/decide-reconnections';

/** Opens a window for each customer who counts as away, and deletes what is kept no longer. */
@Controller()
export class SessionConsumer {
  constructor(
    private readonly decide: DecideReconnections,
    private readonly records: RecordsStore,
  ) {}

  @OnFacts(session, 'CustomerDisconnected', 'ConversationDeleted')
  async onFacts(
    facts: readonly DeliveredOf<typeof session, 'CustomerDisconnected' | 'ConversationDeleted'>[],
    tx: Tx,
  ): Promise<void> {
    const commands = facts.flatMap((fact): Open[] => {
      if (fact.type === 'ConversationDeleted') return [];
      const { conversationId, epoch, workstreamId, ...terms } = fact.data;
      return [{ type: 'open', conversationId, epoch, workstreamId, terms }];
    });
    if (commands.length > 0) await this.decide.run(tx, commands);
    const deleted = facts.filter(({ type }) => type === 'ConversationDeleted');
    this.records.delete(
      tx,
      deleted.map(({ data }) => data.conversationId),
    );
  }
}
