import type { DeskStatus } from '@rejoin/client';

/** Returns an agent's units as shares of the maximum, 0 to 1. Units above a lowered maximum count as a full meter. */
export function capacityOf({
  usedUnits,
  heldUnits,
  maxUnits,
}: Pick<DeskStatus, 'usedUnits' | 'heldUnits' | 'maxUnits'>) {
  const whole = Math.max(maxUnits, usedUnits, 1);
  const held = Math.min(heldUnits, usedUnits);
  return { busy: (usedUnits - held) / whole, held: held / whole, free: Math.max(0, maxUnits - usedUnits) };
}
