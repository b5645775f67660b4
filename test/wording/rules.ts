import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../apps/web/kit/words';

const glossary = readFileSync(join(__dirname, '../../docs/glossary.md'), 'utf8');
const [, table = ''] = glossary.split('## Terms of the pages');

/** The last column of the glossary's table of terms: terms that texts must not contain. */
export const forbidden: readonly string[] = table
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .flatMap((line) =>
    [...(line.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, term]) => term ?? ''),
  );

/** Names of settings and states inside a sentence, and technical names, which keep their capital. */
const names =
  /Reconnect to previous chat|Chat channel settings|\bAvailable\b|\b(Rejoin|Enter|Shift|Europe|Berlin|ETag|If-Match|KiB)\b|P-256|Ed25519/g;

/** The faults of a text; empty when there is none. */
export function problemsOf(text: string, language: Language): string[] {
  const found: string[] = [];
  const rule = (name: string, breach: boolean) => breach && found.push(name);
  const lower = text.toLowerCase();
  for (const term of forbidden) rule(`says "${term}"`, wordIn(lower, term.toLowerCase()));
  rule('has spaces at its ends', text !== text.trim());
  rule('has two spaces', text.includes('  '));
  rule('has a straight quote', /["']/.test(text));
  rule('has three dots', text.includes('...'));
  rule('exclaims', text.includes('!'));
  rule('begs', /\b(please|bitte)\b|يرجى|الرجاء/i.test(text));
  if (language === 'en') rule('is not in sentence case', !isSentenceCase(text));
  if (language === 'de') rule('has a dash or quotes of English', /[“”](?=\p{L})|—/u.test(text));
  if (language === 'ar') rule('has Latin punctuation', /\p{Script=Arabic}\s?[,;?]/u.test(text));
  return found;
}

function wordIn(text: string, term: string): boolean {
  return new RegExp(`(?<!\\p{L})${term.replace(/[.?]/g, '\\$&')}(?!\\p{L})`, 'u').test(text);
}

/** Only the first word of a sentence begins with a capital. Abbreviations such as URL are all capitals. */
function isSentenceCase(text: string): boolean {
  const sentences = text.replaceAll(names, '').split(/[.?…:“)]\s*/u);
  return sentences.every((sentence) => {
    const [, ...rest] = sentence.trim().split(/\s+/);
    return rest.every((word) => !/^[A-Z][a-z]/.test(word));
  });
}
