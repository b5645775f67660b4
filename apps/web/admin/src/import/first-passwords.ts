/** Without characters that are easily taken for others, and without those that begin a formula. */
const characters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const length = 16;

/** A first password: 93 random bits in groups of four, as people type it. */
export function firstPassword(): string {
  let password = '';
  while (password.length < length) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    // Each character is equally likely.
    if (byte < 256 - (256 % characters.length)) password += characters[byte % characters.length] ?? '';
  }
  return password.replaceAll(/.{4}(?=.)/g, '$&-');
}
