import { numbersIn } from '../../../kit/numbers-in';
import { catalogue, type Words } from './catalogue';

export type { Words };

/** The locale for texts and formats: the wanted one if its language is supported, otherwise English. */
export function spokenLocale(wanted: string): string {
  const language = languageOf(wanted);
  if (!(language in catalogue)) return 'en';
  try {
    new Intl.Locale(wanted);
    return wanted;
  } catch {
    return language;
  }
}

/** Resolves with the texts of a supported locale. Rejects while they cannot be fetched. */
export async function wordsFor(locale: string): Promise<Words> {
  const create = await catalogue[languageOf(locale) as keyof typeof catalogue]();
  return create(numbersIn, locale);
}

function languageOf(locale: string): string {
  return locale.toLowerCase().split('-')[0] ?? '';
}
