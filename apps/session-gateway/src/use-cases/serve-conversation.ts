import { closeConversation, closeTab, pick, release, transfer, type AgentRequest } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Doer, Session } from '../domain/session';
import { readSession } from '../store/session-lookups';
import { ExtendTime } from './extend-time';
import { SealConversation } from './seal-conversation';

export interface Agent {
  readonly agentId: string;
  readonly accountId: string;
  readonly isSupervisor: boolean;
}

/** Who need not be an agent. */
export interface Supervisor {
  readonly agentId: string | null;
  readonly accountId: string;
}

type Action = Extract<
  AgentRequest,
  {
    type: 'end' | 'close-tab' | 'release' | 'transfer' | 'pick' | 'extend' | 'give-up' | 'close-conversation';
  }
>;
type Rescue = Extract<Action, { type: 'extend' | 'give-up' | 'transfer' }>;
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
    if (!session || !(isMine || agent.isSupervisor)) return { refused: 'not-your-conversation' };
    if (isRescue(action)) return this.rescue(session, agent, action);
    if (!isMine) return { refused: 'not-your-conversation' };
    const awayEpoch = session.status === 'away' ? session.epoch : null;
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

  /** What a supervisor may do for anybody's customer; without being an agent too. */
  async supervise(supervisor: Supervisor, action: Rescue): Promise<Done | Refused> {
    const session = await readSession(this.database, action.conversationId);
    if (!session) return { refused: 'not-your-conversation' };
    return this.rescue(session, supervisor, action);
  }

  private async rescue(
    session: Session,
    { agentId, accountId }: Supervisor,
    action: Rescue,
  ): Promise<Done | Refused> {
    const { conversationId } = action;
    const isMine = agentId !== null && session.agentId === agentId;
    const doer: Doer = isMine ? { by: 'agent' } : { by: 'supervisor', accountId };
    if (action.type === 'extend') return this.extensions.execute(conversationId, doer, action.requestId);
    if (action.type === 'give-up') return this.giveUp(session, doer, agentId);
    const awayEpoch = session.status === 'away' ? session.epoch : null;
    const whose = isMine ? agentId : null;
    const { toAgentId } = action;
    return this.bus.ask(transfer, {
      conversationId,
      agentId: whose,
      accountId: doer.accountId,
      toAgentId,
      awayEpoch,
    });
  }

  private async end(session: Session, agentId: string): Promise<Done | Refused> {
    if (session.sealed) return {};
    const { conversationId } = session;
    const sealed = await this.sealing.execute({ conversationId, by: 'agent', reason: 'ended', agentId });
    return isRefused(sealed) ? sealed : {};
  }

  private async giveUp(session: Session, doer: Doer, agentId: string | null): Promise<Done | Refused> {
    if (session.sealed) return {};
    if (session.status !== 'away') return { refused: 'no-window' };
    const { conversationId, epoch: awayEpoch } = session;
    const reason = 'gave-up';
    const sealed = await this.sealing.execute({ conversationId, ...doer, reason, agentId, awayEpoch });
    return isRefused(sealed) ? sealed : {};
  }
}

function isRescue(action: Action): action is Rescue {
  return action.type === 'extend' || action.type === 'give-up' || action.type === 'transfer';
}
