/** A shortcut with Alt and a key, identified by its position (`KeyE`) independently of the keyboard layout. */
export interface Shortcut {
  readonly code: string;
  readonly label: string;
  act(): void;
}

interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Returns the shortcut for a key event. The one that was added last takes precedence. */
export function shortcutFor(event: KeyPress, shortcuts: readonly Shortcut[]): Shortcut | undefined {
  if (!event.altKey || event.ctrlKey || event.metaKey) return undefined;
  return shortcuts.findLast(({ code }) => code === event.code);
}

/** Returns whether a key event requests the help: `?`, unless the person is typing text. */
export function isHelpKey(event: KeyPress, isTyping: boolean): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || isTyping) return false;
  return event.key === '?' || event.key === '؟';
}

/** Returns the label of a key: `KeyE` -> `E`, `Digit1` -> `1`. */
export function keyName(code: string): string {
  const arrows: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓' };
  return arrows[code] ?? code.replace(/^(Key|Digit)/, '');
}
