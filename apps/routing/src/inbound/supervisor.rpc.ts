import {
  agentLoads,
  availableAgents,
  conversationSlots,
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

type RequestOf<R extends Rpc> = z.infer<R['request']>;
type ReplyOf<R extends Rpc> = Promise<z.infer<R['reply']>>;

const connectionNames = { live: 'connected', lost: 'lost', none: 'none' } as const;

/** Answers questions about queues and agents for supervisors and waiting customers. The gateway has authorised them. */
@Controller()
export class SupervisorRpc {
  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
    private readonly agents: AgentsStore,
    private readonly holds: HoldsStore,
  ) {}

  @Answers(queueLoads)
  async queues({ workstreamIds }: RequestOf<typeof queueLoads>): ReplyOf<typeof queueLoads> {
    return { queues: await this.conversations.loadsOf(this.database, workstreamIds) };
  }

  @Answers(queueFronts)
  async fronts({ workstreamIds, forDesks }: RequestOf<typeof queueFronts>): ReplyOf<typeof queueFronts> {
    const { database, conversations } = this;
    if (forDesks) return { fronts: await conversations.deskFrontsOf(database, workstreamIds, deskQueueSize) };
    return { fronts: await conversations.frontsOf(database, workstreamIds, queueFrontSize) };
  }

  @Answers(availableAgents)
  async available({ workstreamIds }: RequestOf<typeof availableAgents>): ReplyOf<typeof availableAgents> {
    return { workstreams: await this.agents.availableOf(this.database, workstreamIds) };
  }

  @Answers(agentLoads)
  async loads(request: RequestOf<typeof agentLoads>): ReplyOf<typeof agentLoads> {
    const { presence = null, agentIds = null, order = 'id', ...page } = request;
    const agents = await this.agents.loads(this.database, { ...page, presence, agentIds, order });
    return {
      agents: agents.map((agent) => {
        const { agentId, chosenPresence, usedUnits, heldUnits: held, maxUnits, conversations } = agent;
        return {
          agentId,
          presence: presenceOf(agent),
          chosen: chosenPresence,
          line: connectionNames[agent.connection],
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
  async held({ conversationIds }: RequestOf<typeof heldUnits>): ReplyOf<typeof heldUnits> {
    return { units: await this.holds.unitsOf(this.database, conversationIds) };
  }

  @Answers(conversationSlots)
  async slots({ conversationIds }: RequestOf<typeof conversationSlots>): ReplyOf<typeof conversationSlots> {
    return { slots: await this.conversations.slotsOf(this.database, conversationIds) };
  }

  @Answers(heldCapacity)
  heldWithin(request: RequestOf<typeof heldCapacity>): ReplyOf<typeof heldCapacity> {
    return this.holds.within(this.database, request);
  }
}
