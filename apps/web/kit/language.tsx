import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { formatsOf, type Formats } from './formats';
import { isolated } from './isolate';
import { currentLanguage, switchLanguage } from './texts';
import { directionOf, localeOf, type Catalogues, type Language } from './words';

interface LanguageState {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly formats: Formats;
  /** Rejects, and changes nothing, while the texts cannot be fetched. */
  choose(language: Language): Promise<void>;
}

const LanguageContext = createContext<LanguageState | undefined>(undefined);

/**
 * Provides the reader's language: the browser's, until the person chooses another one. It also sets `lang` of
 * `<html>`.
 */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, show] = useState(currentLanguage);
  const direction = directionOf(language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
  }, [language, direction]);
  const state = useMemo(
    () => ({
      language,
      direction,
      formats: formatsOf(localeOf(language, navigator.languages)),
      choose: async (next: Language) => {
        await switchLanguage(next);
        show(next);
      },
    }),
    [language, direction],
  );
  return <LanguageContext.Provider value={state}>{children}</LanguageContext.Provider>;
}

export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (!state) throw new Error('there is no LanguageProvider');
  return state;
}

/** Returns the texts of a page, or of a part of it, in the reader's language. */
export function useWords<Words>(catalogues: Catalogues<Words>): Words {
  return catalogues[useLanguage().language];
}

export function useFormats(): Formats {
  return useLanguage().formats;
}

/** Returns a function that isolates a person's name or text within a sentence: see {@link isolated}. */
export function usePersonText(): (text: string) => string {
  const { direction } = useLanguage();
  return useCallback((text) => isolated(text, direction), [direction]);
}
