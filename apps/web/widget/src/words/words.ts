import type { en } from './en';

/** The forms of a language for a count; `other` always exists. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

type Worded<Of> = Of extends string ? string : Of extends { readonly other: string } ? Plural : WordedAll<Of>;
type WordedAll<Of> = { readonly [Key in keyof Of]: Worded<Of[Key]> };

/** All texts of the widget in one language. `{name}` stands for a value. */
export type Words = WordedAll<typeof en>;

/** Each language is a file of its own, and only one is fetched. */
const languages: Readonly<Record<string, () => Promise<Words>>> = {
  en: async () => (await import('./en')).en,
  de: async () => (await import('./de')).de,
  ar: async () => (await import('./ar')).ar,
};

/** The locale for texts and formats: the wanted one if its language is supported, otherwise English. */
export function spokenLocale(wanted: string): string {
  const language = languageOf(wanted);
  if (!(language in languages)) return 'en';
  try {
    new Intl.Locale(wanted);
    return wanted;
  } catch {
    return language;
  }
}

/** Resolves with the texts of a supported locale. Rejects while they cannot be fetched. */
export async function wordsFor(locale: string): Promise<Words> {
  const fetchWords = languages[languageOf(locale)];
  if (!fetchWords) throw new Error(`no words for ${locale}`);
  return fetchWords();
}

function languageOf(locale: string): string {
  return locale.toLowerCase().split('-')[0] ?? '';
}
