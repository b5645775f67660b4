import type { DeskStatus } from '@rejoin/client';

/** Why no new conversation is assigned, and what would free capacity. */
export interface FullCapacity {
  readonly usedUnits: number;
  readonly maxUnits: number;
  /** The units that conversations in wrap-up take; null when the server does not report them. */
  readonly wrapUpUnits: number | null;
  /** The number of conversations that could be closed immediately. */
  readonly inWrapUp: number;
}

/** Returns undefined while there is free capacity, or when the agent takes no conversations at all. */
export function fullCapacityOf(status: DeskStatus | undefined, inWrapUp: number): FullCapacity | undefined {
  if (!status || status.maxUnits === 0 || status.usedUnits < status.maxUnits) return undefined;
  const { usedUnits, maxUnits, wrapUpUnits = null } = status;
  return { usedUnits, maxUnits, wrapUpUnits, inWrapUp };
}
