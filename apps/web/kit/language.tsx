import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { formatsOf, type Formats } from './formats';
import { isolated } from './isolate';
import { directionOf, localeOf, preferredLanguage, type Catalogues, type Language } from './words';

const stored = 'rejoin.language';

interface Chosen {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly formats: Formats;
  choose(language: Language): void;
}

const LanguageContext = createContext<Chosen | undefined>(undefined);

/** The reader's language: the browser's, until another one is chosen. `<html>` says it too. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState(() =>
    preferredLanguage(localStorage.getItem(stored), navigator.languages),
  );
  const direction = directionOf(language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
  }, [language, direction]);
  const chosen = useMemo(
    () => ({
      language,
      direction,
      formats: formatsOf(localeOf(language, navigator.languages)),
      choose: (next: Language) => {
        localStorage.setItem(stored, next);
        choose(next);
      },
    }),
    [language, direction],
  );
  return <LanguageContext.Provider value={chosen}>{children}</LanguageContext.Provider>;
}

export function useLanguage(): Chosen {
  const chosen = useContext(LanguageContext);
  if (!chosen) throw new Error('there is no LanguageProvider');
  return chosen;
}

/** The words of a page or of a part of it, in the reader's language. */
export function useWords<Words>(catalogues: Catalogues<Words>): Words {
  return catalogues[useLanguage().language];
}

export function useFormats(): Formats {
  return useLanguage().formats;
}

/** For a person's name or words in the middle of a sentence: see {@link isolated}. */
export function usePersonText(): (text: string) => string {
  const { direction } = useLanguage();
  return useCallback((text) => isolated(text, direction), [direction]);
}
