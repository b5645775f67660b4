import type { Numbers } from './numbers-in';
import known from './words/languages.json';

/** The languages of the pages, in the order in which they are offered. */
export type Language = keyof typeof known;
export const languages = Object.keys(known) as Language[];

/** The texts of a page, or of a part of it, in each language. */
export type Catalogues<Words> = Readonly<Record<Language, Words>>;

/** Each language is a file of its own, which is fetched when it is needed. Its texts write numbers for a locale. */
export type FetchedCatalogues<Words> = Readonly<
  Record<Language, () => Promise<(numbersIn: (locale: string) => Numbers, locale: string) => Words>>
>;

/** The name of a language in that language. */
export function nameOf(language: Language): string {
  return known[language].name;
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return known[language].direction === 'rtl' ? 'rtl' : 'ltr';
}

/** Returns the chosen language, else the first supported language of the browser, else English. */
export function preferredLanguage(chosen: string | null, wanted: readonly string[]): Language {
  const known = (tag: string) => languages.find((language) => language === tag.split('-')[0]?.toLowerCase());
  for (const tag of [...(chosen === null ? [] : [chosen]), ...wanted]) {
    const language = known(tag);
    if (language) return language;
  }
  return 'en';
}

/**
 * Returns the language with the reader's region: numbers and dates of `en` differ between New York and London. The
 * region is that of the browser's first tag in this language, else of its first tag with a region.
 */
export function localeOf(language: Language, wanted: readonly string[]): string {
  const tags = wanted.flatMap((tag) => localeIn(tag) ?? []);
  const own = tags.find((tag) => tag.language === language && tag.region !== undefined);
  if (own) return withDigitsOf(language, own.baseName);
  const isSpoken = tags.some((tag) => tag.language === language);
  const region = isSpoken ? undefined : tags.find((tag) => tag.region !== undefined)?.region;
  return region === undefined ? language : withDigitsOf(language, `${language}-${region}`);
}

/** Keeps the digits of the catalogues, whose texts contain numbers too. */
function withDigitsOf(language: Language, locale: string): string {
  const digits = (tag: string) => new Intl.NumberFormat(tag).resolvedOptions().numberingSystem;
  return digits(locale) === digits(language) ? locale : `${locale}-u-nu-${digits(language)}`;
}

function localeIn(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}
