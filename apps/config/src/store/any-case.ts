/**
 * A regular expression of Postgres that finds a text in any case; null without a text. `lower()` works beyond ASCII
 * only when the database was not created with the C locale.
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
