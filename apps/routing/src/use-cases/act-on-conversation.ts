import type { RefusalName } from '@rejoin/contracts';
import { isRefused, refuse, type Refused, type EmptyReply } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { capacityOf } from '../domain/agent';
import type { ChosenAtClose, Intent } from '../domain/commands';
import { ChangeConversations } from './change-conversations';

interface AgentRequest {
  conversationId: string;
  agentId: string;
}

/** The epoch in which the gateway knows the customer to be away, perhaps before the timer's fact has arrived. */
interface WithAwayEpoch {
  awayEpoch?: number | null | undefined;
}

/** Runs the requests of an agent on one of their conversations. All other conversations get the same refusal. */
@Injectable()
export class ActOnConversation {
  constructor(private readonly changes: ChangeConversations) {}

  closeTab(
    tx: Tx,
    { conversationId, agentId, awayEpoch }: AgentRequest & WithAwayEpoch,
  ): Promise<EmptyReply | Refused> {
    return this.decide(tx, conversationId, { type: 'close-tab', agentId }, awayEpoch);
  }

  release(
    tx: Tx,
    { conversationId, agentId, awayEpoch }: AgentRequest & WithAwayEpoch,
  ): Promise<EmptyReply | Refused> {
    return this.decide(tx, conversationId, { type: 'release', agentId }, awayEpoch);
  }

  /** Accepts or declines an offer. A conversation that nobody knows is refused like an offer that has ended. */
  answerOffer(
    tx: Tx,
    type: 'accept' | 'decline',
    { conversationId, agentId }: AgentRequest,
  ): Promise<EmptyReply | Refused> {
    return this.decide(tx, conversationId, { type, agentId }, null, 'offer-ended');
  }

  close(
    tx: Tx,
    { conversationId, agentId, disposition, tags }: AgentRequest & ChosenAtClose,
  ): Promise<EmptyReply | Refused> {
    return this.decide(tx, conversationId, { type: 'close', agentId, disposition, tags });
  }

  /** Transfers a conversation. A null `agentId` is a supervisor, who may transfer every conversation. */
  async transfer(
    tx: Tx,
    request: WithAwayEpoch & {
      conversationId: string;
      agentId: string | null;
      accountId?: string | undefined;
      toAgentId: string;
    },
  ): Promise<EmptyReply | Refused> {
    const locked = await this.changes.lock(tx, {
      conversations: [request.conversationId],
      agents: [request.toAgentId],
      andTheirAgents: true,
    });
    const conversation = locked.conversations.get(request.conversationId);
    if (!conversation) return refuse('not-your-conversation');
    const agent = locked.agents.get(request.toAgentId);
    // An agent who does not serve this workstream counts as unreachable.
    const to = agent?.workstreamIds.includes(conversation.workstreamId)
      ? capacityOf(agent)
      : { agentId: request.toAgentId, reachable: false, maxUnits: 0, usedUnits: 0 };
    const { agentId: requestedBy, accountId } = request;
    const intent = { type: 'transfer', requestedBy, accountId, to } as const;
    return replyTo(
      this.changes.decide(tx, locked, withCustomerAway(request.conversationId, intent, request.awayEpoch)),
    );
  }

  private async decide(
    tx: Tx,
    conversationId: string,
    intent: Intent,
    awayEpoch?: number | null,
    unknown: RefusalName = 'not-your-conversation',
  ): Promise<EmptyReply | Refused> {
    const locked = await this.changes.lock(tx, { conversations: [conversationId] });
    if (locked.conversations.size === 0) return refuse(unknown);
    return replyTo(this.changes.decide(tx, locked, withCustomerAway(conversationId, intent, awayEpoch)));
  }
}

/** Marks the customer as away before the intent, so that the conversation is parked and not offered at once. */
function withCustomerAway(
  conversationId: string,
  intent: Intent,
  epoch: number | null | undefined,
): { conversationId: string; intent: Intent }[] {
  const away = epoch ? [{ conversationId, intent: { type: 'customer-away', epoch } as const }] : [];
  return [...away, { conversationId, intent }];
}

/** Replies with success whether facts followed or the state was already reached. */
function replyTo(decisions: readonly unknown[]): EmptyReply | Refused {
  const decision = decisions.at(-1);
  return isRefused(decision) ? decision : {};
}
