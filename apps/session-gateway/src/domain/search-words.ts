/** Scripts that are written without spaces. Each of their characters counts as a word. */
const spaceless = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}`;
const word = new RegExp(
  String.raw`[${spaceless}\p{Extended_Pictographic}]|(?:(?![${spaceless}])[\p{L}\p{N}])+`,
  'gu',
);
const oneCharacter = /^.$/su;

/**
 * The marks of a letter beyond the fourth. Normalising sorts the marks of a letter, in a time that grows with the square of
 * their number, so a text of marks only would stop the process for seconds.
 */
const furtherMarks = /(?<=\p{M}{4})\p{M}+/gu;

/** Longer words are cut, in texts and in searches alike. Postgres accepts 2,046 bytes. */
const longest = /^.{1,60}/su;

/**
 * Returns the different words of a text as searches compare them: without case, accents and vowel marks, so that
 * "MULLER" finds "Müller". The rules do not depend on the locale of the database. Punctuation separates words.
 */
export function wordsOf(text: string): Set<string> {
  const letters = text
    .replaceAll(furtherMarks, '')
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .normalize('NFC');
  const plain = letters.toLowerCase().replaceAll('ß', 'ss');
  const found = new Set<string>();
  for (const [one] of plain.matchAll(word)) found.add(longest.exec(one)?.[0] ?? one);
  return found;
}

/** Returns the words of all texts, as many as fit into `maxBytes`. */
export function indexedWords(texts: Iterable<string>, maxBytes: number): string[] {
  const found = new Set<string>();
  let bytes = 0;
  for (const text of texts) {
    for (const one of wordsOf(text)) {
      if (found.has(one)) continue;
      bytes += Buffer.byteLength(one);
      if (bytes > maxBytes) return [...found];
      found.add(one);
    }
  }
  return [...found];
}

/**
 * Returns a search as a `tsquery` of Postgres, or null when it contains no word. All words must be found; a word of
 * two or more characters may also be the beginning of a longer one. With one letter that would find nearly everything,
 * and in scripts without spaces each character is a word. Letters and digits need no escape inside the
 * quotes, and other characters do not remain in words.
 */
export function searchQuery(search: string, maxWords: number): string | null {
  const words = [...wordsOf(search)].slice(0, maxWords);
  if (words.length === 0) return null;
  return words.map((one) => (oneCharacter.test(one) ? `'${one}'` : `'${one}':*`)).join(' & ');
}
