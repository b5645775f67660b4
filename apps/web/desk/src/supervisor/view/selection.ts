import type { OpenWindow } from '@rejoin/contracts';

/** The windows that are chosen and still open, in the order of the list. */
export function chosenOf(windows: readonly OpenWindow[], chosen: ReadonlySet<string>): OpenWindow[] {
  return windows.filter(({ conversationId }) => chosen.has(conversationId));
}

export function toggled(chosen: ReadonlySet<string>, conversationId: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(conversationId)) next.add(conversationId);
  return next;
}

/** Of a box above the list: some of it, all of it, or nothing. */
export function allOf(windows: readonly OpenWindow[], chosen: ReadonlySet<string>): boolean | 'mixed' {
  const count = chosenOf(windows, chosen).length;
  if (count === 0) return false;
  return count === windows.length ? true : 'mixed';
}

/** By how much the chosen ones are extended; null when they differ. */
export function extensionOf(windows: readonly OpenWindow[]): number | null {
  const [first, ...others] = new Set(windows.map(({ extensionSeconds }) => extensionSeconds));
  return first !== undefined && others.length === 0 ? first : null;
}

export function canExtend(windows: readonly OpenWindow[]): boolean {
  return windows.some(({ extensionsLeft }) => extensionsLeft > 0);
}

/** What a colleague who takes them over needs. Who is parked or in the queue is nobody's, and has no units. */
export function toHandOver(windows: readonly OpenWindow[]): { active: OpenWindow[]; units: number } {
  const active = windows.filter(({ state }) => state === 'active');
  return { active, units: active.reduce((sum, { heldUnits }) => sum + heldUnits, 0) };
}
