import { closeConversation, closeTab, pick, release, transfer, type AgentRequest } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Author } from '../domain/session-author';
import type { Doer, Session } from '../domain/session';
import { readSession } from '../store/session-lookups';
import { EndConversation } from './end-conversation';
import { ExtendTime } from './extend-time';
import { JudgeFrame } from './judge-frame';
import { SealConversation } from './seal-conversation';

export interface Agent {
  readonly agentId: string;
  readonly accountId: string;
  readonly isSupervisor: boolean;
  /** The connection of the desk that asks. */
  readonly lineId: string;
}

/** Who need not be an agent. */
export interface Supervisor {
  readonly agentId: string | null;
  readonly accountId: string;
}

type Agents = Extract<Author, { party: 'agent' }>;

type Action = Extract<
  AgentRequest,
  {
    type: 'end' | 'close-tab' | 'release' | 'transfer' | 'pick' | 'extend' | 'give-up' | 'close-conversation';
  }
>;
type Rescue = Extract<Action, { type: 'extend' | 'give-up' | 'transfer' }>;
type Done = Record<string, never>;

/**
 * What an agent does with a conversation. Whose it is, and whether the desk's connection still counts, is judged
 * here by the projection under the conversation's lock, and whose it is again by routing under its own; a supervisor may extend, hand over and give up anybody's.
 */
@Injectable()
export class ServeConversation {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly sealing: SealConversation,
    private readonly extensions: ExtendTime,
    private readonly ends: EndConversation,
    private readonly frames: JudgeFrame,
  ) {}

  async execute(agent: Agent, action: Action): Promise<Done | Refused> {
    const { conversationId } = action;
    const { agentId, lineId } = agent;
    const author: Agents = { party: 'agent', agentId, lineId };
    if (action.type === 'pick') {
      const free = await this.frames.execute(conversationId, author, { isForeign: true });
      const isFenced = isRefused(free) && free.refused !== 'not-your-conversation';
      return isFenced ? free : this.bus.ask(pick, { conversationId, agentId });
    }
    const judged = { ...author, isSupervisor: agent.isSupervisor && isRescue(action) };
    if (action.type === 'end') return this.ends.execute(conversationId, author, 'ended');
    const session = await this.frames.execute(conversationId, judged);
    if (isRefused(session)) return session;
    if (isRescue(action)) return this.rescue(session, agent, action, judged);
    const awayEpoch = session.status === 'away' ? session.epoch : null;
    switch (action.type) {
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
    author?: Agents,
  ): Promise<Done | Refused> {
    const { conversationId } = action;
    const isMine = agentId !== null && session.agentId === agentId;
    const doer: Doer = isMine ? { by: 'agent' } : { by: 'supervisor', accountId };
    if (action.type === 'extend') {
      return this.extensions.execute(conversationId, doer, action.requestId, author);
    }
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
