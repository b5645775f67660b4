/** Alt and a key of the keyboard by its place (`KeyE`), whatever the layout or Alt itself makes of it. */
export interface Shortcut {
  readonly code: string;
  readonly does: string;
  act(): void;
}

interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The latest of those that a key means: what was opened last comes first. */
export function shortcutFor(pressed: Pressed, shortcuts: readonly Shortcut[]): Shortcut | undefined {
  if (!pressed.altKey || pressed.ctrlKey || pressed.metaKey) return undefined;
  return shortcuts.findLast(({ code }) => code === pressed.code);
}

/** `?` asks for help, except where it is typed as text. */
export function asksForHelp(pressed: Pressed, isTyping: boolean): boolean {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey || isTyping) return false;
  return pressed.key === '?' || pressed.key === '؟';
}

/** `KeyE` -> `E`, `Digit1` -> `1`. */
export function keyName(code: string): string {
  const arrows: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓' };
  return arrows[code] ?? code.replace(/^(Key|Digit)/, '');
}
