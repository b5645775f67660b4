import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { asksForHelp, shortcutFor, type Shortcut } from './shortcut';
import { ShortcutHelp } from './shortcut-help';

interface Shortcuts {
  /** They hold until the returned function is called. */
  add(shortcuts: readonly Shortcut[]): () => void;
  showHelp(): void;
}

const ShortcutsContext = createContext<Shortcuts | undefined>(undefined);
const stored = 'rejoin.single-keys';

/** Listens for the shortcuts of whatever is shown; `?` lists them, unless a person switched that off. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const known = useRef<readonly (readonly Shortcut[])[]>([]);
  const [listed, setListed] = useState<readonly Shortcut[]>();
  const [singleKeys, setSingleKeys] = useState(() => localStorage.getItem(stored) !== 'off');
  const shortcuts = useMemo(
    () => ({
      add: (added: readonly Shortcut[]) => {
        known.current = [...known.current, added];
        return () => {
          known.current = known.current.filter((those) => those !== added);
        };
      },
      showHelp: () => {
        setListed(known.current.flat());
      },
    }),
    [],
  );
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[aria-modal=true]')) return;
      const shortcut = shortcutFor(event, known.current.flat());
      if (shortcut) shortcut.act();
      else if (singleKeys && asksForHelp(event, isTyping(event.target))) shortcuts.showHelp();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('keydown', pressed);
    };
  }, [shortcuts, singleKeys]);
  return (
    <ShortcutsContext.Provider value={shortcuts}>
      {children}
      <ShortcutHelp
        shortcuts={listed}
        singleKeys={singleKeys}
        onSingleKeys={(on) => {
          localStorage.setItem(stored, on ? 'on' : 'off');
          setSingleKeys(on);
        }}
        onClose={() => {
          setListed(undefined);
        }}
      />
    </ShortcutsContext.Provider>
  );
}

/** Offers shortcuts while the component is shown. The list must be memoised. */
export function useShortcuts(added: readonly Shortcut[]): void {
  const { add } = useShortcutHelp();
  useEffect(() => add(added), [add, added]);
}

export function useShortcutHelp(): Shortcuts {
  const shortcuts = useContext(ShortcutsContext);
  if (!shortcuts) throw new Error('there is no ShortcutsProvider');
  return shortcuts;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable=true]');
}
