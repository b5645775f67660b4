import { assign, forceOffline, type RevokedLinks } from '@rejoin/contracts';
import { isRefused, refuse, type Refused, type EmptyReply } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import type { Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { isEnding, refuseEnded } from '../domain/session';
import { readSession } from '../store/session-lookups';
import { SupervisorActionsStore, type RecordedAction } from '../store/supervisor-actions.store';
import { RevokeLinks } from './revoke-links';
import { ServeConversation, type SupervisorAction } from './serve-conversation';

/** Carries out what supervisors do without a desk, and records each action with its outcome. */
@Injectable()
export class Supervise {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly actions: SupervisorActionsStore,
    private readonly serves: ServeConversation,
    private readonly links: RevokeLinks,
  ) {}

  run(principal: Principal, action: SupervisorAction): Promise<EmptyReply | Refused> {
    const { type, conversationId } = action;
    const agentId = action.type === 'transfer' ? action.toAgentId : null;
    return this.record(principal, { action: type, conversationId, agentId }, () =>
      this.serves.supervise(principal, action),
    );
  }

  /** Assigns a conversation that waits. Routing decides about presence, workstream and capacity of the agent. */
  assign(principal: Principal, conversationId: string, toAgentId: string): Promise<EmptyReply | Refused> {
    const { org, accountId } = principal;
    return this.record(principal, { action: 'assign', conversationId, agentId: toAgentId }, async () => {
      const session = await readSession(this.database, conversationId);
      if (session?.org !== org) return refuse('not-your-conversation');
      if (isEnding(session)) return refuseEnded(session);
      return this.bus.ask(assign, { conversationId, accountId, toAgentId });
    });
  }

  revokeLinks(principal: Principal, conversationId: string): Promise<RevokedLinks | Refused> {
    return this.record(principal, { action: 'revoke-links', conversationId }, () =>
      this.links.run(principal, conversationId),
    );
  }

  forceOffline(principal: Principal, agentId: string): Promise<EmptyReply | Refused> {
    const { accountId } = principal;
    return this.record(principal, { action: 'force-offline', agentId }, () =>
      this.bus.ask(forceOffline, { agentId, accountId }),
    );
  }

  /** Records the action, runs it, and records its outcome. An action that cannot be recorded does not run. */
  private async record<Reply extends object>(
    principal: Principal,
    action: RecordedAction,
    run: () => Promise<Reply | Refused>,
  ): Promise<Reply | Refused> {
    const id = await this.actions.begin(principal, action);
    const reply = await run();
    await this.actions.end(id, isRefused(reply) ? reply.refused : 'done');
    return reply;
  }
}
