import { isRefused, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/** What a supervisor does, to a conversation or an agent. */
interface SupervisorAction {
  readonly action: 'extend' | 'give-up' | 'transfer' | 'assign' | 'revoke-links' | 'force-offline';
  readonly conversationId?: string;
  /** The agent who gets the conversation, or who is set to offline. */
  readonly agentId?: string;
}

/** Records what supervisors do, for audits. */
@Injectable()
export class SupervisorActionsStore {
  constructor(private readonly database: Database) {}

  /** Records the action, runs it, and records its outcome. An action that cannot be recorded does not run. */
  async record<Reply extends object>(
    { org, accountId }: { org: string; accountId: string },
    { action, conversationId = null, agentId = null }: Nullable<SupervisorAction>,
    run: () => Promise<Reply | Refused>,
  ): Promise<Reply | Refused> {
    const [row] = await this.database.query<{ id: string }>(
      `insert into supervisor_actions (org, account_id, action, conversation_id, agent_id)
       values ($1, $2, $3, $4, $5) returning id::text`,
      [org, accountId, action, conversationId, agentId],
    );
    const reply = await run();
    const outcome = isRefused(reply) ? reply.refused : 'done';
    await this.database.query(`update supervisor_actions set outcome = $2 where id = $1::bigint`, [
      row?.id,
      outcome,
    ]);
    return reply;
  }
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };
