import type { DeskStatus } from '@rejoin/client';

/** Why no new conversation comes, and what would make room for one. */
export interface FullDesk {
  readonly usedUnits: number;
  readonly maxUnits: number;
  /** Units that conversations in wrap-up keep; null: the server does not say. */
  readonly wrapUpUnits: number | null;
  /** Conversations that could be closed at once. */
  readonly inWrapUp: number;
}

/** Undefined while there is room, or nobody would send anybody. */
export function fullDesk(status: DeskStatus | undefined, inWrapUp: number): FullDesk | undefined {
  if (!status || status.maxUnits === 0 || status.usedUnits < status.maxUnits) return undefined;
  const { usedUnits, maxUnits, wrapUpUnits = null } = status;
  return { usedUnits, maxUnits, wrapUpUnits, inWrapUp };
}
