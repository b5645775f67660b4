import type { agentStandings, agentStatus } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { presenceOf } from '../domain/agent';
import { AgentsStore, type AgentStanding } from '../store/agents.store';
import { ConversationsStore } from '../store/conversations.store';

const listLimit = 100;

/** Reads presence, units and offers of agents, and for a desk also the queues of the agent and the available colleagues. */
@Injectable()
export class ReadAgentStatus {
  constructor(
    private readonly database: Database,
    private readonly agents: AgentsStore,
    private readonly conversations: ConversationsStore,
  ) {}

  async run(agentId: string): Promise<z.infer<typeof agentStatus.reply> | Refused> {
    const [standings, queue, colleagues, offers] = await this.database.together((sql) =>
      Promise.all([
        this.agents.standings(sql, [agentId]),
        this.conversations.firstInQueuesOf(sql, agentId, listLimit),
        this.agents.colleaguesOf(sql, agentId, listLimit),
        this.conversations.offersOf(sql, [agentId]),
      ]),
    );
    const [agent] = standings;
    const ofAgent = offers.get(agentId) ?? [];
    return agent ? { ...standingOf(agent), queue, colleagues, offers: ofAgent } : refuse('agent-unavailable');
  }

  /** Returns presence and units of these agents. Unknown agents are left out. */
  async readStandings(agentIds: readonly string[]): Promise<z.infer<typeof agentStandings.reply>> {
    const [agents, offers] = await this.database.together((sql) =>
      Promise.all([this.agents.standings(sql, agentIds), this.conversations.offersOf(sql, agentIds)]),
    );
    const standings = agents.map((agent) => {
      const { agentId } = agent;
      return { agentId, ...standingOf(agent), offers: offers.get(agentId) ?? [] };
    });
    return { standings };
  }
}

function standingOf(agent: AgentStanding) {
  const { usedUnits, heldUnits, maxUnits, wrapUpUnits } = agent;
  return { presence: presenceOf(agent), usedUnits, heldUnits, maxUnits, wrapUpUnits };
}
