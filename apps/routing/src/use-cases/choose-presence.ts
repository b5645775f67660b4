import type { Presence } from '@rejoin/contracts';
import { refuse, type Refused, type EmptyReply } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { AgentsStore } from '../store/agents.store';
import { FollowAgents } from './follow-agents';

/**
 * Sets the presence that an agent has chosen. It decides about new work only. A choice that arrives before the agent's
 * connection is kept.
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
    await this.follow.run(tx, [{ agentId, event: { type: 'presence-chosen', presence } }]);
    return { presence };
  }

  /** Sets an agent to offline for a supervisor. The agent keeps the conversations, and those whose customers are away. */
  async forceOffline(
    tx: Tx,
    { agentId, accountId }: { agentId: string; accountId: string },
  ): Promise<EmptyReply | Refused> {
    if (!(await this.agents.find(tx, agentId))) return refuse('agent-unavailable');
    await this.follow.run(tx, [{ agentId, event: { type: 'forced-offline', accountId } }]);
    return {};
  }
}
