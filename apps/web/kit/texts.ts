import { numbersIn } from './numbers-in';
import { preferredLanguage, type Catalogues, type FetchedCatalogues, type Language } from './words';

const storageKey = 'rejoin.language';

/** A catalogue whose languages are files of their own. */
interface Part {
  has(language: Language): boolean;
  fetch(language: Language): Promise<void>;
}

const parts: Part[] = [];
let current: Language | undefined;

/**
 * Returns a catalogue that is filled by {@link loadTexts}, one language at a time. The build calls it in each
 * `catalogue.ts`, so that a page loads one language and not all of them.
 */
export function filledLater<Words>(files: FetchedCatalogues<Words>): Catalogues<Words> {
  const filled: Partial<Record<Language, Words>> = {};
  parts.push({
    has: (language) => filled[language] !== undefined,
    fetch: async (language) => {
      const create = await files[language]();
      filled[language] = create(numbersIn, language);
    },
  });
  return filled as Catalogues<Words>;
}

/** Fetches a language for all parts of the page that are there, also for those that come meanwhile. */
export async function loadTexts(language: Language): Promise<void> {
  for (;;) {
    const missing = parts.filter((part) => !part.has(language));
    if (missing.length === 0) return;
    await Promise.all(missing.map((part) => part.fetch(language)));
  }
}

/** Fetches what the parts of the page that came last need in the current language. */
export async function loadCurrentTexts(): Promise<void> {
  let loaded: Language | undefined;
  while (loaded !== currentLanguage()) {
    loaded = currentLanguage();
    await loadTexts(loaded);
  }
}

/** The language of the page: the browser's, until the person chooses another one. */
export function currentLanguage(): Language {
  return (current ??= preferredLanguage(localStorage.getItem(storageKey), navigator.languages));
}

/** Fetches the language, then remembers it. Rejects, and changes nothing, while it cannot be fetched. */
export async function switchLanguage(next: Language): Promise<void> {
  await loadTexts(next);
  current = next;
  localStorage.setItem(storageKey, next);
}
