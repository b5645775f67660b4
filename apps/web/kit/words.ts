/** The languages of the pages. Each catalogue of texts is complete in each language; English defines the type. */
export const languages = ['en', 'de', 'ar'] as const;
export type Language = (typeof languages)[number];
export type Catalogues<Words> = Readonly<Record<Language, Words>>;

/** The name of each language in that language. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  ar: 'العربية',
};

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
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

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Returns the plural form for a number and replaces `#` by the number. Arabic has six forms. */
export function plural(language: Language, count: number, forms: Forms): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return form.replace('#', new Intl.NumberFormat(language).format(count));
}

/** Returns every text of a catalogue by its path; functions are called with the number 1. Only specs use this. */
export function wordsIn(catalogue: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue) as [string, unknown][]) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') found.set(here, value);
    else if (typeof value === 'function') {
      found.set(
        here,
        String((value as (...ones: unknown[]) => unknown)(...Array<unknown>(value.length).fill('1'))),
      );
    } else if (typeof value === 'object' && value !== null) {
      for (const [deeper, word] of wordsIn(value, here)) found.set(deeper, word);
    }
  }
  return found;
}
