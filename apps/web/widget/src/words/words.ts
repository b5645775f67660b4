import type { en } from './en';

/** The forms that a language has for a count; `other` always. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

type Worded<Of> = Of extends string ? string : Of extends { readonly other: string } ? Plural : WordedAll<Of>;
type WordedAll<Of> = { readonly [Key in keyof Of]: Worded<Of[Key]> };

/** Everything that the widget says, in one language. `{name}` stands for what is filled in. */
export type Words = WordedAll<typeof en>;

/** Each language is a file of its own, and only one is fetched. */
const languages: Readonly<Record<string, () => Promise<Words>>> = {
  en: async () => (await import('./en')).en,
  de: async () => (await import('./de')).de,
  ar: async () => (await import('./ar')).ar,
};

/** The locale to speak and to format in: the wanted one where its language is spoken here, else English. */
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

/** The words for a spoken locale. Rejects while they cannot be fetched. */
export async function wordsFor(locale: string): Promise<Words> {
  const fetchWords = languages[languageOf(locale)];
  if (!fetchWords) throw new Error(`no words for ${locale}`);
  return fetchWords();
}

function languageOf(locale: string): string {
  return locale.toLowerCase().split('-')[0] ?? '';
}
