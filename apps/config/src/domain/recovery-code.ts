/** Letters and digits that people do not confuse. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** Makes a recovery code from sixteen of these random bytes: about 79 bits, in four groups. */
export function recoveryCode(random: Uint8Array): string {
  const letters = Array.from(
    random.slice(0, groups * groupLength),
    (byte) => alphabet[byte % alphabet.length],
  );
  return Array.from({ length: groups }, (_, i) =>
    letters.slice(i * groupLength, (i + 1) * groupLength).join(''),
  ).join('-');
}

/** The form in which codes are compared: without the spaces and hyphens that make a code easier to read. */
export function comparableCode(code: string): string {
  return code.replace(/[\s-]/g, '').toLowerCase();
}

export function isAppCode(comparable: string): boolean {
  return /^\d{6}$/.test(comparable);
}
