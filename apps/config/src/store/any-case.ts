/**
 * A regular expression of Postgres that finds a text in capitals or not; null for none. `lower()` would do for
 * ASCII only where the database was made with the C locale.
 */
export function anyCase(text: string | undefined): string | null {
  return text === undefined ? null : Array.from(text, eitherCase).join('');
}

function eitherCase(character: string): string {
  const cases = [character.toLowerCase(), character.toUpperCase()];
  const [lower, upper] = cases;
  if (lower !== upper && cases.every((one) => Array.from(one).length === 1)) return `[${cases.join('')}]`;
  return /[!-/:-@[-`{-~]/.test(character) ? `\\${character}` : character;
}
