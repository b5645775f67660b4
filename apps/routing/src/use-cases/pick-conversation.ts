import { isRefused, refuse, type Refused, type EmptyReply } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { capacityOf } from '../domain/agent';
import { ChangeConversations } from './change-conversations';
import { RingQueues } from './ring-queues';

/**
 * Assigns a waiting conversation that an agent picks from one of their queues, or that a supervisor gives to an agent. All
 * other conversations get the same refusal.
 */
@Injectable()
export class PickConversation {
  constructor(
    private readonly changes: ChangeConversations,
    private readonly ringQueues: RingQueues,
  ) {}

  /** `accountId` is the supervisor, who learns that the agent does not serve the workstream. */
  async run(
    tx: Tx,
    request: { conversationId: string; agentId: string; accountId?: string | undefined },
  ): Promise<EmptyReply | Refused> {
    const { accountId } = request;
    const locked = await this.changes.lock(tx, {
      conversations: [request.conversationId],
      agents: [request.agentId],
      andTheirAgents: true,
    });
    const conversation = locked.conversations.get(request.conversationId);
    if (!conversation) return refuse('not-open');
    const agent = locked.agents.get(request.agentId);
    if (!agent) return refuse('agent-unavailable');
    if (!agent.workstreamIds.includes(conversation.workstreamId))
      return refuse(accountId === undefined ? 'not-open' : 'agent-unavailable');
    const intent = { type: 'assign', by: 'pick', accountId, to: capacityOf(agent) } as const;
    const [decision] = this.changes.decide(tx, locked, [{ conversationId: request.conversationId, intent }]);
    if (!isRefused(decision)) return {};
    // The assigner may have skipped the row while this transaction had locked it.
    tx.afterCommit(() => this.ringQueues.run([conversation.workstreamId]));
    return decision;
  }
}
