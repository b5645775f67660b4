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
    const [agent, heldUnits, wrapUpUnits, queue, colleagues] = await this.database.together((sql) =>
      Promise.all([
        this.agents.find(sql, agentId),
        this.conversations.heldUnits(sql, agentId),
        this.conversations.wrapUpUnits(sql, agentId),
        this.conversations.offeredTo(sql, agentId, listed),
        this.agents.colleaguesOf(sql, agentId, listed),
      ]),
    );
    if (!agent) return refuse('agent-unavailable');
    const { usedUnits, maxUnits } = agent;
    return { presence: presenceOf(agent), usedUnits, heldUnits, maxUnits, wrapUpUnits, queue, colleagues };
  }
}
