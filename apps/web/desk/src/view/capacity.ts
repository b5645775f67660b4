import type { DeskStatus } from '@rejoin/client';

/** An agent's units as parts of the whole, 0 to 1; work above a lowered maximum fills it. */
export function capacityOf({
  usedUnits,
  heldUnits,
  maxUnits,
}: Pick<DeskStatus, 'usedUnits' | 'heldUnits' | 'maxUnits'>) {
  const whole = Math.max(maxUnits, usedUnits, 1);
  const held = Math.min(heldUnits, usedUnits);
  return { busy: (usedUnits - held) / whole, held: held / whole, free: Math.max(0, maxUnits - usedUnits) };
}
