import type { SessionFact } from '@rejoin/contracts';
import { NotYet } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { WorkstreamsStore } from '../store/workstreams.store';
import { ChangeConversations } from './change-conversations';

/** Started conversations wait in the queue of their workstream, in the order in which they were started. */
@Injectable()
export class QueueConversations {
  constructor(
    private readonly workstreams: WorkstreamsStore,
    private readonly changes: ChangeConversations,
  ) {}

  async run(tx: Tx, facts: readonly SessionFact[]): Promise<void> {
    const started = facts.flatMap((fact) => (fact.type === 'ConversationStarted' ? [fact.data] : []));
    if (started.length === 0) return;
    const known = await this.workstreams.termsOf(tx, [...new Set(started.map((one) => one.workstreamId))]);
    const tooEarly = started.filter((one) => !known.has(one.workstreamId));
    if (tooEarly.length > 0) throw new NotYet(tooEarly.map((one) => one.conversationId));
    const locked = await this.changes.lock(
      tx,
      started.map((one) => one.conversationId),
    );
    const orders = started.map(({ conversationId, workstreamId, at: startedAt }) => ({
      conversationId,
      intent: { type: 'queue', workstreamId, startedAt } as const,
    }));
    await this.changes.decide(tx, locked, orders);
  }
}
