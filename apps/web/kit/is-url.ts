/** `URL.canParse`, which Chrome has from version 120 on and Safari from version 17 on. */
export function isUrl(text: string): boolean {
  try {
    return !!new URL(text);
  } catch {
    return false;
  }
}
