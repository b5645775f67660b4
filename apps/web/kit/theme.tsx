import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { createContext, useContext, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useLanguage } from './language';

export const themes = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themes)[number];

const stored = 'rejoin.theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

interface Chosen {
  readonly choice: ThemeChoice;
  readonly isDark: boolean;
  choose(choice: ThemeChoice): void;
}

const ThemeContext = createContext<Chosen | undefined>(undefined);

/** Light or dark as the system has it, until one is chosen. Direction follows the language. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { direction } = useLanguage();
  const [choice, choose] = useState(readChoice);
  const systemIsDark = useSyncExternalStore(onSystemChange, () => prefersDark.matches);
  const isDark = choice === 'dark' || (choice === 'system' && systemIsDark);
  const chosen = useMemo(
    () => ({
      choice,
      isDark,
      choose: (next: ThemeChoice) => {
        localStorage.setItem(stored, next);
        choose(next);
      },
    }),
    [choice, isDark],
  );
  return (
    <ThemeContext.Provider value={chosen}>
      <FluentProvider theme={isDark ? webDarkTheme : webLightTheme} dir={direction} style={whole}>
        {children}
      </FluentProvider>
    </ThemeContext.Provider>
  );
}

export function useTheme(): Chosen {
  const chosen = useContext(ThemeContext);
  if (!chosen) throw new Error('there is no ThemeProvider');
  return chosen;
}

const whole = { minHeight: '100%', height: '100%' };

function readChoice(): ThemeChoice {
  return themes.find((theme) => theme === localStorage.getItem(stored)) ?? 'system';
}

function onSystemChange(changed: () => void): () => void {
  prefersDark.addEventListener('change', changed);
  return () => {
    prefersDark.removeEventListener('change', changed);
  };
}
