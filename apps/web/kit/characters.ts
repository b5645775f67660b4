/** The characters of a text as its readers count them: a letter with its marks, an emoji of several parts. */
export function charactersOf(text: string): string[] {
  // Firefox has it since 125.
  if (!('Segmenter' in Intl)) return Array.from(text);
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}
