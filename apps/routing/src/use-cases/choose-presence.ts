import type { Presence } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { AgentsStore } from '../store/agents.store';
import { FollowAgents } from './follow-agents';

/**
 * An agent chooses a presence. It gates new work only. A choice that overtakes the news of the agent's desk is
 * kept for it.
 */
@Injectable()
export class ChoosePresence {
  constructor(
    private readonly agents: AgentsStore,
    private readonly follow: FollowAgents,
  ) {}

  async run(
    tx: Tx,
    { agentId, presence }: { agentId: string; presence: Presence },
  ): Promise<{ presence: Presence } | Refused> {
    if (!(await this.agents.find(tx, agentId))) return refuse('agent-unavailable');
    await this.follow.run(tx, [{ agentId, event: { type: 'chose', presence } }]);
    return { presence };
  }
}
