import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/** What a supervisor does, to a conversation or an agent. */
export interface RecordedAction {
  readonly action: 'extend' | 'give-up' | 'transfer' | 'assign' | 'revoke-links' | 'force-offline';
  readonly conversationId?: string | null;
  /** The agent who gets the conversation, or who is set to offline. */
  readonly agentId?: string | null;
}

/** Stores what supervisors do, for audits. */
@Injectable()
export class SupervisorActionsStore {
  constructor(private readonly database: Database) {}

  /** Returns the id of the record, which has no outcome yet. */
  async begin(
    { org, accountId }: { org: string; accountId: string },
    { action, conversationId = null, agentId = null }: RecordedAction,
  ): Promise<string> {
    const [row] = await this.database.query<{ id: string }>(
      `insert into supervisor_actions (org, account_id, action, conversation_id, agent_id)
       values ($1, $2, $3, $4, $5) returning id::text`,
      [org, accountId, action, conversationId, agentId],
    );
    return row!.id;
  }

  /** Adds the outcome: `done`, or the name of the refusal. */
  async end(id: string, outcome: string): Promise<void> {
    await this.database.query(`update supervisor_actions set outcome = $2 where id = $1::bigint`, [
      id,
      outcome,
    ]);
  }
}
