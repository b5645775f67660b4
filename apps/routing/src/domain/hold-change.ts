import type { RoutingFact } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { evolve, type Conversation } from './conversation';

/** The start or the end of a hold, in which an agent's units are kept for an away customer. */
export interface HoldChange {
  readonly kind: 'start' | 'end';
  readonly conversationId: string;
  readonly workstreamId: string;
  readonly agentId: string;
  readonly units: number;
  readonly at: Instant;
}

/** Returns the holds that these facts start and end. A transfer ends one hold and starts another. */
export function holdChanges(was: Conversation, facts: readonly RoutingFact[]): HoldChange[] {
  const changes: HoldChange[] = [];
  let before = was;
  for (const fact of facts) {
    const after = evolve(before, fact);
    const { at } = fact.data;
    if (before.slot === 'held' && after.slot !== 'held') changes.push(changeOf('end', before, at));
    if (before.slot !== 'held' && after.slot === 'held') changes.push(changeOf('start', after, at));
    before = after;
  }
  return changes;
}

function changeOf(kind: HoldChange['kind'], conversation: Conversation, at: Instant): HoldChange {
  const { conversationId, workstreamId, agentId, units } = conversation;
  // Only an active conversation has a hold, and it has an agent.
  return { kind, conversationId, workstreamId, agentId: agentId ?? '', units, at };
}
