import type { AgentSessionFact, AlarmKind, FactOf, routing } from '@rejoin/contracts';
import { plusSeconds, type Instant } from '@rejoin/kernel';

/** One alarm of one subject: setting it again replaces it, so that an older generation never rings. */
export interface Alarm {
  readonly kind: AlarmKind;
  /** The agent or the conversation. */
  readonly subjectId: string;
  /** When it rings, and for which generation; null: it is switched off. */
  readonly set: { readonly generation: number; readonly dueAt: Instant } | null;
}

/** The facts that set alarms or switch them off. */
export type AlarmingFact =
  AgentSessionFact | FactOf<typeof routing, 'ConversationWrappedUp' | 'ConversationClosed'>;

/** What a fact means for the alarms of its subject. Facts carry durations; what follows a ring is their owner's. */
export function alarmsOf(fact: AlarmingFact): readonly Alarm[] {
  switch (fact.type) {
    case 'AgentDisconnected': {
      const { agentId: subjectId, epoch: generation, lostAt, graceSeconds } = fact.data;
      return [
        { kind: 'agent-grace', subjectId, set: { generation, dueAt: plusSeconds(lostAt, graceSeconds) } },
      ];
    }
    case 'AgentConnected':
    case 'AgentSignedOut':
      return [{ kind: 'agent-grace', subjectId: fact.data.agentId, set: null }];
    case 'ConversationWrappedUp': {
      const { conversationId: subjectId, generation, blockSeconds, autoCloseSeconds, at } = fact.data;
      const due = (seconds: number) => ({ generation, dueAt: plusSeconds(at, seconds) });
      // A conversation is never closed while its wrap-up still blocks the agent.
      const closeSeconds = Math.max(autoCloseSeconds, blockSeconds ?? 0);
      return [
        { kind: 'wrap-up-block', subjectId, set: blockSeconds === null ? null : due(blockSeconds) },
        { kind: 'auto-close', subjectId, set: due(closeSeconds) },
      ];
    }
    case 'ConversationClosed':
      return [
        { kind: 'wrap-up-block', subjectId: fact.data.conversationId, set: null },
        { kind: 'auto-close', subjectId: fact.data.conversationId, set: null },
      ];
  }
}
