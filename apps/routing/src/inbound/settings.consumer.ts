import { agent, workstream } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { FollowAgents } from '../use-cases/follow-agents';
import { KeepWorkstreams } from '../use-cases/keep-workstreams';

@Controller()
export class SettingsConsumer {
  constructor(
    private readonly workstreams: KeepWorkstreams,
    private readonly agents: FollowAgents,
  ) {}

  @OnFacts(workstream)
  onWorkstreams(facts: DeliveredOf<typeof workstream>[], tx: Tx): Promise<void> {
    return this.workstreams.run(tx, facts);
  }

  @OnFacts(agent)
  onAgents(facts: DeliveredOf<typeof agent>[], tx: Tx): Promise<void> {
    const updates = facts.map(({ data: { agentId, settings } }) => ({
      agentId,
      event: { type: 'settings', settings } as const,
    }));
    return this.agents.run(tx, updates);
  }
}
