import { speechIn, type Speech } from './speech';
import { wordsFor } from './words';

/** The speech of a locale, with times in a fixed time zone. */
export async function speechFor(locale: string, timeZone = 'UTC'): Promise<Speech> {
  return speechIn(locale, await wordsFor(locale), timeZone);
}
