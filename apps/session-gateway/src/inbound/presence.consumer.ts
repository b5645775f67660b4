import { presence, type PresenceFact } from '@rejoin/contracts';
import { OnFacts, type Delivered } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { AgentBells } from './delivery/agent-bells';

@Controller()
export class PresenceConsumer {
  constructor(private readonly agents: AgentBells) {}

  @OnFacts(presence)
  onFacts(facts: readonly Delivered<PresenceFact>[], tx: Tx): Promise<void> {
    tx.afterCommit(() => this.agents.ringChange(facts.map(({ data }) => data.agentId)));
    return Promise.resolve();
  }
}
