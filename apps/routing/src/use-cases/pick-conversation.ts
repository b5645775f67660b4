import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { roomOf } from '../domain/agent';
import { ChangeConversations } from './change-conversations';
import type { Done } from './hand-on';
import { QueueBell } from './queue-bell';

/** An agent takes a conversation out of a queue of theirs. What is not offered there is refused alike. */
@Injectable()
export class PickConversation {
  constructor(
    private readonly changes: ChangeConversations,
    private readonly bell: QueueBell,
  ) {}

  async run(tx: Tx, asked: { conversationId: string; agentId: string }): Promise<Done | Refused> {
    const held = await this.changes.hold(tx, {
      conversations: [asked.conversationId],
      agents: [asked.agentId],
    });
    const conversation = held.conversations.get(asked.conversationId);
    if (!conversation) return refuse('not-open');
    const agent = held.agents.get(asked.agentId);
    if (!agent) return refuse('agent-unavailable');
    if (!agent.workstreamIds.includes(conversation.workstreamId)) return refuse('not-open');
    const intent = { type: 'assign', by: 'pick', to: roomOf(agent) } as const;
    const [decision] = this.changes.decide(tx, held, [{ conversationId: asked.conversationId, intent }]);
    if (!isRefused(decision)) return {};
    // The assigner passed over the row while it was locked here.
    tx.afterCommit(() => this.bell.ring([conversation.workstreamId]));
    return decision;
  }
}
