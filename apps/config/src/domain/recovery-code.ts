/** Letters and digits that are not taken for one another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** A recovery code of random bytes, of which it takes sixteen: about 79 bits, in four groups. */
export function recoveryCode(random: Uint8Array): string {
  const letters = Array.from(
    random.slice(0, groups * groupLength),
    (byte) => alphabet[byte % alphabet.length],
  );
  return Array.from({ length: groups }, (_, i) =>
    letters.slice(i * groupLength, (i + 1) * groupLength).join(''),
  ).join('-');
}

/** A code as it is compared: without the spaces and hyphens that help people to read it. */
export function comparableCode(code: string): string {
  return code.replace(/[\s-]/g, '').toLowerCase();
}

export function isAppCode(comparable: string): boolean {
  return /^\d{6}$/.test(comparable);
}
