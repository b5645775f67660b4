import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { roomOf } from '../domain/agent';
import type { Intent } from '../domain/commands';
import { ChangeConversations } from './change-conversations';

/** Done, now or before. */
export type Done = Record<string, never>;

interface OfAgent {
  conversationId: string;
  agentId: string;
}

/** What the gateway knows of the customer: away in this epoch, perhaps before the timer's fact has come here. */
interface Knowing {
  awayEpoch?: number | null | undefined;
}

/** What an agent does with a conversation of theirs. Of those that they do not have, all are refused alike. */
@Injectable()
export class HandOn {
  constructor(private readonly changes: ChangeConversations) {}

  closeTab(tx: Tx, { conversationId, agentId, awayEpoch }: OfAgent & Knowing): Promise<Done | Refused> {
    return this.order(tx, conversationId, { type: 'close-tab', agentId }, awayEpoch);
  }

  release(tx: Tx, { conversationId, agentId, awayEpoch }: OfAgent & Knowing): Promise<Done | Refused> {
    return this.order(tx, conversationId, { type: 'release', agentId }, awayEpoch);
  }

  close(tx: Tx, { conversationId, agentId }: OfAgent): Promise<Done | Refused> {
    return this.order(tx, conversationId, { type: 'close', agentId });
  }

  /** `agentId` null: a supervisor, who may hand on anybody's. Both agents are locked, in id order. */
  async transfer(
    tx: Tx,
    asked: Knowing & {
      conversationId: string;
      agentId: string | null;
      accountId?: string | undefined;
      toAgentId: string;
    },
  ): Promise<Done | Refused> {
    const held = await this.changes.hold(tx, {
      conversations: [asked.conversationId],
      agents: [asked.toAgentId],
      andTheirAgents: true,
    });
    const conversation = held.conversations.get(asked.conversationId);
    if (!conversation) return refuse('not-your-conversation');
    const agent = held.agents.get(asked.toAgentId);
    // Somebody who serves other workstreams is as little there for this conversation as somebody who is gone.
    const to = agent?.workstreamIds.includes(conversation.workstreamId)
      ? roomOf(agent)
      : { agentId: asked.toAgentId, reachable: false, maxUnits: 0, usedUnits: 0 };
    const { agentId: askedBy, accountId } = asked;
    const intent = { type: 'transfer', askedBy, accountId, to } as const;
    return answer(this.changes.decide(tx, held, knowing(asked.conversationId, intent, asked.awayEpoch)));
  }

  private async order(
    tx: Tx,
    conversationId: string,
    intent: Intent,
    awayEpoch?: number | null,
  ): Promise<Done | Refused> {
    const held = await this.changes.hold(tx, { conversations: [conversationId] });
    if (held.conversations.size === 0) return refuse('not-your-conversation');
    return answer(this.changes.decide(tx, held, knowing(conversationId, intent, awayEpoch)));
  }
}

/** First that the customer is away, so that the conversation is parked and not offered to somebody at once. */
function knowing(
  conversationId: string,
  intent: Intent,
  epoch: number | null | undefined,
): { conversationId: string; intent: Intent }[] {
  const away = epoch ? [{ conversationId, intent: { type: 'customer-away', epoch } as const }] : [];
  return [...away, { conversationId, intent }];
}

/** Whether facts followed or it was already so: done. */
function answer(decisions: readonly unknown[]): Done | Refused {
  const decision = decisions.at(-1);
  return isRefused(decision) ? decision : {};
}
