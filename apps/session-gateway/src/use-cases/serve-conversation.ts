import {
  closeConversation,
  closeTab,
  pick,
  release,
  transfer,
  type AgentRequest,
  type Party,
} from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session';
import { readSession } from '../store/session-lookups';
import { ExtendTime } from './extend-time';
import { SealConversation } from './seal-conversation';

export interface Agent {
  readonly agentId: string;
  readonly isSupervisor: boolean;
}

type Action = Extract<
  AgentRequest,
  {
    type: 'end' | 'close-tab' | 'release' | 'transfer' | 'pick' | 'extend' | 'give-up' | 'close-conversation';
  }
>;
type Done = Record<string, never>;

/**
 * What an agent does with a conversation. Whose it is, is judged here by the projection and again by routing
 * under its own lock; a supervisor may extend, hand over and give up anybody's.
 */
@Injectable()
export class ServeConversation {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly sealing: SealConversation,
    private readonly extensions: ExtendTime,
  ) {}

  async execute(agent: Agent, action: Action): Promise<Done | Refused> {
    const { conversationId } = action;
    const { agentId } = agent;
    if (action.type === 'pick') return this.bus.ask(pick, { conversationId, agentId });
    const session = await readSession(this.database, conversationId);
    const isMine = session?.agentId === agentId;
    const mayRescue = isMine || agent.isSupervisor;
    if (!session || !mayRescue) return { refused: 'not-your-conversation' };
    const awayEpoch = session.status === 'away' ? session.epoch : null;
    const by: Party = isMine ? 'agent' : 'supervisor';
    if (action.type === 'extend') return this.extensions.execute(conversationId, by, action.requestId);
    if (action.type === 'give-up') return this.giveUp(session, by, agentId);
    if (action.type === 'transfer') {
      return this.bus.ask(transfer, {
        conversationId,
        agentId: isMine ? agentId : null,
        toAgentId: action.toAgentId,
        awayEpoch,
      });
    }
    if (!isMine) return { refused: 'not-your-conversation' };
    switch (action.type) {
      case 'end':
        return this.end(session, agentId);
      case 'close-tab':
        return this.bus.ask(closeTab, { conversationId, agentId, awayEpoch });
      case 'release':
        return this.bus.ask(release, { conversationId, agentId, awayEpoch });
      case 'close-conversation':
        return this.bus.ask(closeConversation, { conversationId, agentId });
    }
  }

  private async end(session: Session, agentId: string): Promise<Done | Refused> {
    if (session.sealed) return {};
    const sealed = await this.sealing.execute(session.conversationId, 'agent', 'ended', agentId);
    return isRefused(sealed) ? sealed : {};
  }

  private async giveUp(session: Session, by: Party, agentId: string): Promise<Done | Refused> {
    if (session.sealed) return {};
    if (session.status !== 'away') return { refused: 'no-window' };
    const sealed = await this.sealing.execute(session.conversationId, by, 'gave-up', agentId);
    return isRefused(sealed) ? sealed : {};
  }
}
