/**
 * Splits a text into the characters that a reader sees: a letter with its marks, or an emoji of several code points.
 */
export function charactersOf(text: string): string[] {
  // Firefox supports Intl.Segmenter from version 125 on.
  if (!('Segmenter' in Intl)) return Array.from(text);
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}
