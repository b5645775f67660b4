import type { AgentSessionFact, AlarmKind, FactOf, routing } from '@rejoin/contracts';
import { plusSeconds, type Instant } from '@rejoin/kernel';

/** One alarm of one subject. Scheduling it again replaces it, so that an older generation never rings. */
export interface Alarm {
  readonly kind: AlarmKind;
  /** The id of the agent or the conversation. */
  readonly subjectId: string;
  /** When the alarm rings, and for which generation. Null switches the alarm off. */
  readonly schedule: { readonly generation: number; readonly dueAt: Instant } | null;
}

/** The facts that schedule alarms or switch them off. */
export type AlarmingFact =
  AgentSessionFact | FactOf<typeof routing, 'ConversationWrappedUp' | 'ConversationClosed'>;

/** Returns the alarms that a fact schedules or switches off. The service that owns the subject decides what a ring does. */
export function alarmsOf(fact: AlarmingFact): readonly Alarm[] {
  switch (fact.type) {
    case 'AgentDisconnected': {
      const { agentId: subjectId, epoch: generation, lostAt, graceSeconds } = fact.data;
      return [
        {
          kind: 'agent-grace',
          subjectId,
          schedule: { generation, dueAt: plusSeconds(lostAt, graceSeconds) },
        },
      ];
    }
    case 'AgentConnected':
    case 'AgentSignedOut':
      return [{ kind: 'agent-grace', subjectId: fact.data.agentId, schedule: null }];
    case 'ConversationWrappedUp': {
      const { conversationId: subjectId, generation, blockSeconds, autoCloseSeconds, at } = fact.data;
      const due = (seconds: number) => ({ generation, dueAt: plusSeconds(at, seconds) });
      // A conversation is never closed while its wrap-up still blocks the agent.
      const closeSeconds = Math.max(autoCloseSeconds, blockSeconds ?? 0);
      return [
        { kind: 'wrap-up-block', subjectId, schedule: blockSeconds === null ? null : due(blockSeconds) },
        { kind: 'auto-close', subjectId, schedule: due(closeSeconds) },
      ];
    }
    case 'ConversationClosed':
      return [
        { kind: 'wrap-up-block', subjectId: fact.data.conversationId, schedule: null },
        { kind: 'auto-close', subjectId: fact.data.conversationId, schedule: null },
      ];
  }
}
