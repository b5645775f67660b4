import type { WrapUpRule } from '@rejoin/contracts';

/** What a workstream asks and allows, as of the transition that reads it. */
export interface Terms {
  readonly unitsPerConversation: number;
  readonly wrapUpRule: WrapUpRule;
  /** custom-time only: how long the units stay taken. */
  readonly wrapUpSeconds: number | null;
  readonly autoCloseSeconds: number;
}

/** An agent as somebody who could take a conversation, at one moment under the agent's row lock. */
export interface Room {
  readonly agentId: string;
  /** Signed in at a live desk, and not deactivated. */
  readonly reachable: boolean;
  readonly maxUnits: number;
  readonly usedUnits: number;
}

/**
 * Whether taking `units` more keeps the agent within the maximum of this moment. An agent above a maximum that
 * was lowered has no room, not even for a conversation that costs nothing.
 */
export function hasRoom(room: Room, units: number): boolean {
  return room.usedUnits + units <= room.maxUnits;
}

/** How a wrap-up keeps the units, and when the conversation closes by itself. */
export interface WrapUpPlan {
  readonly rule: WrapUpRule;
  readonly blockSeconds: number | null;
  readonly autoCloseSeconds: number;
}

/** The workstream's wrap-up rule. Auto-close never comes before the end of a block. */
export function wrapUpPlan(terms: Terms): WrapUpPlan {
  const blockSeconds = terms.wrapUpRule === 'custom-time' ? terms.wrapUpSeconds : null;
  const autoCloseSeconds = Math.max(terms.autoCloseSeconds, blockSeconds ?? 0);
  return { rule: terms.wrapUpRule, blockSeconds, autoCloseSeconds };
}

/** The units go back at once, whatever the workstream's rule. */
export function wrapUpWithoutBlock(terms: Terms): WrapUpPlan {
  return { rule: 'dont-block', blockSeconds: null, autoCloseSeconds: terms.autoCloseSeconds };
}
