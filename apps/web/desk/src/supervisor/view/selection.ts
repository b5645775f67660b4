import type { OpenWindow } from '@rejoin/contracts';

/** Returns the selected windows that are still open, in the order of the list. */
export function selectedOf(windows: readonly OpenWindow[], chosen: ReadonlySet<string>): OpenWindow[] {
  return windows.filter(({ conversationId }) => chosen.has(conversationId));
}

export function toggleSelection(chosen: ReadonlySet<string>, conversationId: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(conversationId)) next.add(conversationId);
  return next;
}

/** Returns the state of the checkbox above the list. */
export function checkboxState(
  windows: readonly OpenWindow[],
  chosen: ReadonlySet<string>,
): boolean | 'mixed' {
  const count = selectedOf(windows, chosen).length;
  if (count === 0) return false;
  return count === windows.length ? true : 'mixed';
}

/** Returns the common extension of the windows in seconds; null when they differ. */
export function extensionOf(windows: readonly OpenWindow[]): number | null {
  const [first, ...others] = new Set(windows.map(({ extensionSeconds }) => extensionSeconds));
  return first !== undefined && others.length === 0 ? first : null;
}

export function canExtend(windows: readonly OpenWindow[]): boolean {
  return windows.some(({ extensionsLeft }) => extensionsLeft > 0);
}

/**
 * Returns the windows that can be transferred and the units that they need. Parked and queued conversations have no
 * agent and no units.
 */
export function transferableOf(windows: readonly OpenWindow[]): { active: OpenWindow[]; units: number } {
  const active = windows.filter(({ state }) => state === 'active');
  return { active, units: active.reduce((sum, { heldUnits }) => sum + heldUnits, 0) };
}
