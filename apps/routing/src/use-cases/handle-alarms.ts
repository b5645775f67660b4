import type { DeadlineFact } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { ConversationIntent } from './change-conversations';
import { FollowAgents, type AgentUpdate } from './follow-agents';

/** Handles alarms that facts of routing or a disconnected desk have scheduled. An alarm of an older generation does nothing. */
@Injectable()
export class HandleAlarms {
  constructor(private readonly agents: FollowAgents) {}

  run(tx: Tx, facts: readonly DeadlineFact[]): Promise<void> {
    const updates: AgentUpdate[] = [];
    const intents: ConversationIntent[] = [];
    for (const { data } of facts) {
      const { subjectId, generation } = data;
      switch (data.kind) {
        case 'agent-grace':
          updates.push({ agentId: subjectId, event: { type: 'grace-lapsed', epoch: generation } });
          break;
        case 'wrap-up-block':
          intents.push({ conversationId: subjectId, intent: { type: 'end-wrap-up-block', generation } });
          break;
        case 'auto-close':
          intents.push({ conversationId: subjectId, intent: { type: 'auto-close', generation } });
          break;
      }
    }
    return this.agents.run(tx, updates, intents);
  }
}
