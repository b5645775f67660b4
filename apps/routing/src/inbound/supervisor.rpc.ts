import {
  agentLoads,
  heldCapacity,
  heldUnits,
  deskQueueSize,
  queueFronts,
  queueFrontSize,
  queueLoads,
  type Rpc,
} from '@rejoin/contracts';
import { Answers } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { z } from 'zod';
import { presenceOf } from '../domain/agent';
import { AgentsStore } from '../store/agents.store';
import { ConversationsStore } from '../store/conversations.store';
import { HoldsStore } from '../store/holds.store';

type Asked<R extends Rpc> = z.infer<R['request']>;
type Answer<R extends Rpc> = Promise<z.infer<R['reply']>>;

const lines = { live: 'connected', lost: 'lost', none: 'none' } as const;

/** What supervisors want to know of queues and agents, and customers who wait; who they are, the gateway has judged. */
@Controller()
export class SupervisorRpc {
  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
    private readonly agents: AgentsStore,
    private readonly holds: HoldsStore,
  ) {}

  @Answers(queueLoads)
  async queues({ workstreamIds }: Asked<typeof queueLoads>): Answer<typeof queueLoads> {
    return { queues: await this.conversations.loadsOf(this.database, workstreamIds) };
  }

  @Answers(queueFronts)
  async fronts({ workstreamIds, forDesks }: Asked<typeof queueFronts>): Answer<typeof queueFronts> {
    const { database, conversations } = this;
    if (forDesks)
      return { fronts: await conversations.desksFrontsOf(database, workstreamIds, deskQueueSize) };
    return { fronts: await conversations.frontsOf(database, workstreamIds, queueFrontSize) };
  }

  @Answers(agentLoads)
  async loads(asked: Asked<typeof agentLoads>): Answer<typeof agentLoads> {
    const { presence = null, agentIds = null, order = 'id', ...page } = asked;
    const agents = await this.agents.loads(this.database, { ...page, presence, agentIds, order });
    return {
      agents: agents.map((agent) => {
        const { agentId, chosen, usedUnits, heldUnits: held, maxUnits, conversations } = agent;
        return {
          agentId,
          presence: presenceOf(agent),
          chosen,
          line: lines[agent.line],
          usedUnits,
          heldUnits: held,
          maxUnits,
          conversations,
          workstreamIds: [...agent.workstreamIds],
        };
      }),
    };
  }

  @Answers(heldUnits)
  async held({ conversationIds }: Asked<typeof heldUnits>): Answer<typeof heldUnits> {
    return { units: await this.holds.unitsOf(this.database, conversationIds) };
  }

  @Answers(heldCapacity)
  heldWithin(asked: Asked<typeof heldCapacity>): Answer<typeof heldCapacity> {
    return this.holds.within(this.database, asked);
  }
}
