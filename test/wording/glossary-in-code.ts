/** The words of a name: `heldUnits`, `held-units` and `held_units` have the same. */
const wordsOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]/g, ' ')
    .toLowerCase();

/** The code of a source file without its comments, which use words freely. */
const codeOf = (source: string): string => source.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*/g, '');

/** Whether a term, or its plural, is a part of a name in code: an identifier, a value or a file. */
export function namesIn(sources: readonly string[]): (term: string) => boolean {
  const names = new Set(sources.flatMap((source) => codeOf(source).match(/[A-Za-z][\w-]*/g) ?? []));
  const all = [...names].map((name) => ` ${wordsOf(name)} `).join('\n');
  return (term) => new RegExp(` ${wordsOf(term)}(s|es|d|ed)? `).test(all);
}

/** The names of types whose words contain a word. */
export function typesNamed(word: string, sources: readonly string[]): string[] {
  const types = sources.flatMap((source) => [
    ...codeOf(source).matchAll(/\b(?:class|interface|type|enum) ([A-Z]\w*)/g),
  ]);
  return types
    .map(([, name = '']) => name)
    .filter((name) => ` ${wordsOf(name)} `.includes(` ${wordsOf(word)} `));
}

/** What the glossary explains in bold, and what it quotes as code. Patterns such as `<service>` are not names. */
export function termsIn(glossary: string): { readonly terms: string[]; readonly names: string[] } {
  const current = glossary.replace(sectionOfOldWords, '');
  const all = (pattern: RegExp) => [...current.matchAll(pattern)].map(([, found = '']) => found);
  return { terms: all(/\*\*([^*]+)\*\*/g), names: all(/`([\w-]+)`/g) };
}

const sectionOfOldWords = /^## Old words$([^]*?)(?=^## )/m;

/** The first column of the table of old words. */
export function oldWordsIn(glossary: string): string[] {
  const [section = ''] = sectionOfOldWords.exec(glossary) ?? [];
  return [...section.matchAll(/^\| `(\w+)`/gm)].map(([, word = '']) => word);
}
