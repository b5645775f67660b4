import type { agentStatus } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { presenceOf } from '../domain/agent';
import { AgentsStore } from '../store/agents.store';
import { ConversationsStore } from '../store/conversations.store';

const listed = 100;

/** Where an agent stands: presence, units, the queue of the agent's workstreams, and who else is available. */
@Injectable()
export class ReadAgentStatus {
  constructor(
    private readonly database: Database,
    private readonly agents: AgentsStore,
    private readonly conversations: ConversationsStore,
  ) {}

  async run(agentId: string): Promise<z.infer<typeof agentStatus.reply> | Refused> {
    const agent = await this.agents.find(this.database, agentId);
    if (!agent) return refuse('agent-unavailable');
    const [heldUnits, queue, colleagues] = await Promise.all([
      this.conversations.heldUnits(this.database, agentId),
      this.conversations.offeredIn(this.database, agent.workstreamIds, listed),
      this.agents.colleaguesOf(this.database, agent, listed),
    ]);
    const { usedUnits, maxUnits } = agent;
    return { presence: presenceOf(agent), usedUnits, heldUnits, maxUnits, queue, colleagues };
  }
}
