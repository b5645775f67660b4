import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { createContext, useContext, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useLanguage } from './language';

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
  const isDark = choice === 'dark' || (choice === 'system' && systemIsDark);
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
      <FluentProvider theme={isDark ? webDarkTheme : webLightTheme} dir={direction} style={whole}>
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

function readChoice(): ThemeChoice {
  return themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? 'system';
}

function onSystemChange(changed: () => void): () => void {
  prefersDark.addEventListener('change', changed);
  return () => {
    prefersDark.removeEventListener('change', changed);
  };
}
