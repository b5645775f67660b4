import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { laterOverlay } from './later';
import { isHelpKey, shortcutFor, type Shortcut } from './shortcut';

export const LaterShortcutHelp = laterOverlay(() =>
  import('./shortcut-help').then(({ ShortcutHelp }) => ShortcutHelp),
);

interface Shortcuts {
  /** Adds shortcuts until the returned function is called. */
  add(shortcuts: readonly Shortcut[]): () => void;
  showHelp(): void;
}

const ShortcutsContext = createContext<Shortcuts | undefined>(undefined);
const storageKey = 'rejoin.single-keys';

/**
 * Handles the shortcuts of the mounted components; `?` lists them unless the person has disabled single-key
 * shortcuts.
 */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const lists = useRef<readonly (readonly Shortcut[])[]>([]);
  const [helpList, setHelpList] = useState<readonly Shortcut[]>();
  const closeHelp = useCallback(() => {
    setHelpList(undefined);
  }, []);
  const [singleKeys, setSingleKeys] = useState(() => localStorage.getItem(storageKey) !== 'off');
  const shortcuts = useMemo(
    () => ({
      add: (list: readonly Shortcut[]) => {
        lists.current = [...lists.current, list];
        return () => {
          lists.current = lists.current.filter((one) => one !== list);
        };
      },
      showHelp: () => {
        setHelpList(lists.current.flat());
      },
    }),
    [],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[aria-modal=true]')) return;
      const shortcut = shortcutFor(event, lists.current.flat());
      // A key that is held down repeats only moves.
      if (shortcut && event.repeat && !shortcut.code.startsWith('Arrow')) event.preventDefault();
      else if (shortcut) shortcut.act();
      else if (singleKeys && isHelpKey(event, isTyping(event.target))) shortcuts.showHelp();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [shortcuts, singleKeys]);
  return (
    <ShortcutsContext.Provider value={shortcuts}>
      {children}
      {helpList && (
        <LaterShortcutHelp
          shortcuts={helpList}
          singleKeys={singleKeys}
          onSingleKeys={(on) => {
            localStorage.setItem(storageKey, on ? 'on' : 'off');
            setSingleKeys(on);
          }}
          onClose={closeHelp}
        />
      )}
    </ShortcutsContext.Provider>
  );
}

/** Registers shortcuts while the component is mounted. The list must be memoised. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const { add } = useShortcutHelp();
  useEffect(() => add(list), [add, list]);
}

export function useShortcutHelp(): Shortcuts {
  const shortcuts = useContext(ShortcutsContext);
  if (!shortcuts) throw new Error('there is no ShortcutsProvider');
  return shortcuts;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable=true]');
}
