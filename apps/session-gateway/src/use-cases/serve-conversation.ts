import {
  acceptOffer,
  closeConversation,
  closeTab,
  declineOffer,
  pick,
  release,
  transfer,
  type AgentRequest,
} from '@rejoin/contracts';
import { isRefused, refuse, type Refused, type EmptyReply } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Author } from '../domain/session-author';
import type { Actor, Session } from '../domain/session';
import { refuseChoice } from '../domain/closing-choice';
import { readSession } from '../store/session-lookups';
import { EndConversation } from './end-conversation';
import { ExtendTime } from './extend-time';
import { AuthoriseFrame } from './authorise-frame';
import { ReadClosingChoices } from './read-closing-choices';
import { SealConversation } from './seal-conversation';

export interface Agent {
  readonly agentId: string;
  readonly accountId: string;
  readonly isSupervisor: boolean;
  /** The connection of the desk that sends the request. */
  readonly connectionId: string;
}

/** A supervisor, who is not always an agent. */
export interface Supervisor {
  readonly agentId: string | null;
  readonly accountId: string;
}

type AgentAuthor = Extract<Author, { party: 'agent' }>;

type Action = Extract<
  AgentRequest,
  {
    type:
      | 'accept'
      | 'decline'
      | 'end'
      | 'close-tab'
      | 'release'
      | 'transfer'
      | 'pick'
      | 'extend'
      | 'give-up'
      | 'close-conversation';
  }
>;
export type SupervisorAction = Extract<Action, { type: 'extend' | 'give-up' | 'transfer' }>;

/**
 * Carries out an agent's action on a conversation. The gateway checks while the conversation's row is locked that the
 * connection is valid and that the conversation belongs to the agent, and routing checks the assignment again. A
 * supervisor may extend the time, transfer, and stop waiting in every conversation.
 */
@Injectable()
export class ServeConversation {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly sealing: SealConversation,
    private readonly extensions: ExtendTime,
    private readonly ends: EndConversation,
    private readonly frames: AuthoriseFrame,
    private readonly choices: ReadClosingChoices,
  ) {}

  async run(agent: Agent, action: Action): Promise<EmptyReply | Refused> {
    const { conversationId } = action;
    const { agentId, connectionId } = agent;
    const author: AgentAuthor = { party: 'agent', agentId, connectionId };
    if (action.type === 'pick' || action.type === 'accept' || action.type === 'decline') {
      const authorisation = await this.frames.run(conversationId, author, { isUnassigned: true });
      const isFenced = isRefused(authorisation) && authorisation.refused !== 'not-your-conversation';
      return isFenced ? authorisation : this.answerWaiting(action.type, { conversationId, agentId });
    }
    const actionAuthor = { ...author, isSupervisor: agent.isSupervisor && isSupervisorAction(action) };
    if (action.type === 'end') return this.ends.run(conversationId, author, 'ended');
    const session = await this.frames.run(conversationId, actionAuthor);
    if (isRefused(session)) return session;
    if (isSupervisorAction(action)) return this.runSupervisorAction(session, agent, action, actionAuthor);
    const awayEpoch = session.status === 'away' ? session.epoch : null;
    switch (action.type) {
      case 'close-tab':
        return this.bus.ask(closeTab, { conversationId, agentId, awayEpoch });
      case 'release':
        return this.bus.ask(release, { conversationId, agentId, awayEpoch });
      case 'close-conversation':
        return this.close(session, agentId, action);
    }
  }

  private async close(
    { conversationId, workstreamId }: Session,
    agentId: string,
    { disposition = null, tags = [] }: Extract<Action, { type: 'close-conversation' }>,
  ): Promise<EmptyReply | Refused> {
    const chosen = { disposition, tags: [...new Set(tags)] };
    const refusal = refuseChoice(await this.choices.run(workstreamId), chosen);
    return refusal ?? this.bus.ask(closeConversation, { conversationId, agentId, ...chosen });
  }

  /** Answers for a conversation that waits: it is in the queue, or offered to this agent. */
  private answerWaiting(
    type: 'pick' | 'accept' | 'decline',
    request: { conversationId: string; agentId: string },
  ): Promise<EmptyReply | Refused> {
    switch (type) {
      case 'pick':
        return this.bus.ask(pick, request);
      case 'accept':
        return this.bus.ask(acceptOffer, request);
      case 'decline':
        return this.bus.ask(declineOffer, request);
    }
  }

  /** Carries out what a supervisor may do in every conversation, also without being an agent. */
  async supervise(
    supervisor: Supervisor & { readonly org: string },
    action: SupervisorAction,
  ): Promise<EmptyReply | Refused> {
    const session = await readSession(this.database, action.conversationId);
    if (session?.org !== supervisor.org) return refuse('not-your-conversation');
    return this.runSupervisorAction(session, supervisor, action);
  }

  private async runSupervisorAction(
    session: Session,
    { agentId, accountId }: Supervisor,
    action: SupervisorAction,
    author?: AgentAuthor,
  ): Promise<EmptyReply | Refused> {
    const { conversationId } = action;
    const isMine = agentId !== null && session.agentId === agentId;
    const actor: Actor = isMine ? { by: 'agent' } : { by: 'supervisor', accountId };
    if (action.type === 'extend') {
      return this.extensions.run(conversationId, actor, action.requestId, author);
    }
    if (action.type === 'give-up') return this.giveUp(session, actor, agentId);
    const awayEpoch = session.status === 'away' ? session.epoch : null;
    const ownAgentId = isMine ? agentId : null;
    const { toAgentId } = action;
    return this.bus.ask(transfer, {
      conversationId,
      agentId: ownAgentId,
      accountId: actor.accountId,
      toAgentId,
      awayEpoch,
    });
  }

  private async giveUp(
    session: Session,
    actor: Actor,
    agentId: string | null,
  ): Promise<EmptyReply | Refused> {
    if (session.sealed) return {};
    if (session.status !== 'away') return refuse('no-window');
    const { conversationId, epoch: awayEpoch } = session;
    const reason = 'gave-up';
    const result = await this.sealing.run({ conversationId, ...actor, reason, agentId, awayEpoch });
    return isRefused(result) ? result : {};
  }
}

function isSupervisorAction(action: Action): action is SupervisorAction {
  return action.type === 'extend' || action.type === 'give-up' || action.type === 'transfer';
}
