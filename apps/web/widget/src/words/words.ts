import { en } from './en';

/** The forms that a language has for a count; `other` always. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

type Worded<Of> = Of extends string ? string : Of extends { readonly other: string } ? Plural : WordedAll<Of>;
type WordedAll<Of> = { readonly [Key in keyof Of]: Worded<Of[Key]> };

/** Everything that the widget says, in one language. `{name}` stands for what is filled in. */
export type Words = WordedAll<typeof en>;

/** Languages besides English. They are fetched only where they are spoken. */
const others: Readonly<Record<string, () => Promise<Words>>> = {
  de: async () => (await import('./de')).de,
  ar: async () => (await import('./ar')).ar,
};

/** The words for a BCP 47 locale; English where its language is not spoken, or cannot be fetched now. */
export async function wordsFor(locale: string): Promise<Words> {
  try {
    return (await others[languageOf(locale)]?.()) ?? en;
  } catch {
    return en;
  }
}

/** The locale to speak and to format in: one whose language is spoken here, else English. */
export function spokenLocale(locale: string): string {
  return languageOf(locale) in others || languageOf(locale) === 'en' ? locale : 'en';
}

function languageOf(locale: string): string {
  return locale.toLowerCase().split('-')[0] ?? '';
}
