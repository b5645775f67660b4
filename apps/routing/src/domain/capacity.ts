import type { WrapUpRule } from '@rejoin/contracts';

/** The settings of a workstream at the time of a transition. */
export interface WorkstreamTerms {
  readonly unitsPerConversation: number;
  readonly wrapUpRule: WrapUpRule;
  /** How long the units stay taken. Set for `custom-time` only. */
  readonly wrapUpSeconds: number | null;
  readonly autoCloseSeconds: number;
  /** How long an agent can accept an offered conversation. Without it, conversations are assigned at once. */
  readonly offerSeconds?: number | null;
  /** Whether an agent who misses an offer becomes away. */
  readonly awayAfterMissedOffer?: boolean;
}

/** The capacity of an agent, read under the lock of the agent's row. */
export interface AgentCapacity {
  readonly agentId: string;
  /** Whether the agent is active, connected at a desk, and has not chosen offline. */
  readonly reachable: boolean;
  readonly maxUnits: number;
  readonly usedUnits: number;
}

/**
 * Whether the agent stays within the current maximum after taking `units` more. An agent above a lowered maximum can
 * take nothing, not even a conversation of 0 units.
 */
export function hasFreeUnits(agent: AgentCapacity, units: number): boolean {
  return agent.usedUnits + units <= agent.maxUnits;
}

/** How long the units stay taken in wrap-up, and when the conversation closes automatically. */
export interface WrapUpPlan {
  readonly rule: WrapUpRule;
  readonly blockSeconds: number | null;
  readonly autoCloseSeconds: number;
}

/** Applies the workstream's wrap-up rule. Auto-close never comes before the end of the block. */
export function wrapUpPlan(terms: WorkstreamTerms): WrapUpPlan {
  const blockSeconds = terms.wrapUpRule === 'custom-time' ? terms.wrapUpSeconds : null;
  const autoCloseSeconds = Math.max(terms.autoCloseSeconds, blockSeconds ?? 0);
  return { rule: terms.wrapUpRule, blockSeconds, autoCloseSeconds };
}

/** Releases the units at once, whatever the workstream's rule is. */
export function wrapUpWithoutBlock(terms: WorkstreamTerms): WrapUpPlan {
  return { rule: 'dont-block', blockSeconds: null, autoCloseSeconds: terms.autoCloseSeconds };
}
