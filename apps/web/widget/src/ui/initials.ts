import { charactersOf } from '../../../kit/characters';

/** A separator, because Arabic letters would otherwise join. */
const apart = '\u200c';

/** Up to two letters for a name: of its first and its last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word = '') => charactersOf(word)[0]?.toLocaleUpperCase()).join(apart);
}
