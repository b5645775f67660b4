import { FluentProvider } from '@fluentui/react-components';
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { useLanguage } from './language';
import { loadDarkTheme, themeOf } from './theme-colours';

export const themes = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themes)[number];

const storageKey = 'rejoin.theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly isDark: boolean;
  choose(choice: ThemeChoice): void;
}

const ThemeContext = createContext<ThemeState | undefined>(undefined);

/** Provides the theme of the system until the person chooses one. The text direction follows the language. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { direction } = useLanguage();
  const [choice, choose] = useState(readChoice);
  const systemIsDark = useSyncExternalStore(onSystemChange, () => prefersDark.matches);
  const isDark = showsDark(choice, systemIsDark);
  const [, setLoaded] = useState(false);
  useEffect(() => {
    if (!isDark) return;
    loadDarkTheme().then(
      () => {
        setLoaded(true);
      },
      // The page stays light.
      () => undefined,
    );
  }, [isDark]);
  const state = useMemo(
    () => ({
      choice,
      isDark,
      choose: (next: ThemeChoice) => {
        localStorage.setItem(storageKey, next);
        choose(next);
      },
    }),
    [choice, isDark],
  );
  return (
    <ThemeContext.Provider value={state}>
      <FluentProvider theme={themeOf(isDark)} dir={direction} style={whole}>
        {children}
      </FluentProvider>
    </ThemeContext.Provider>
  );
}

export function useTheme(): ThemeState {
  const state = useContext(ThemeContext);
  if (!state) throw new Error('there is no ThemeProvider');
  return state;
}

const whole = { minHeight: '100%', height: '100%' };

/** Fetches the colours that the page begins with, so that it does not change them while it is shown. */
export async function loadTheme(): Promise<void> {
  if (showsDark(readChoice(), prefersDark.matches)) await loadDarkTheme().catch(() => undefined);
}

function showsDark(choice: ThemeChoice, systemIsDark: boolean): boolean {
  return choice === 'dark' || (choice === 'system' && systemIsDark);
}

function readChoice(): ThemeChoice {
  return themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? 'system';
}

function onSystemChange(changed: () => void): () => void {
  prefersDark.addEventListener('change', changed);
  return () => {
    prefersDark.removeEventListener('change', changed);
  };
}
