import type { DeadlineFact } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Order } from './change-conversations';
import { FollowAgents, type Heard } from './follow-agents';

/** Alarms that routing's own facts, or a lost desk, had armed. An alarm of an older generation does nothing. */
@Injectable()
export class AnswerAlarms {
  constructor(private readonly agents: FollowAgents) {}

  run(tx: Tx, facts: readonly DeadlineFact[]): Promise<void> {
    const heard: Heard[] = [];
    const orders: Order[] = [];
    for (const { data } of facts) {
      const { subjectId, generation } = data;
      switch (data.kind) {
        case 'agent-grace':
          heard.push({ agentId: subjectId, event: { type: 'grace-lapsed', epoch: generation } });
          break;
        case 'wrap-up-block':
          orders.push({ conversationId: subjectId, intent: { type: 'end-wrap-up-block', generation } });
          break;
        case 'auto-close':
          orders.push({ conversationId: subjectId, intent: { type: 'auto-close', generation } });
          break;
      }
    }
    return this.agents.run(tx, heard, orders);
  }
}
