/** The slug of a reconnect link in both spellings. Transcripts show the first one. See docs/domain.md, Ways to reconnect. */
const slug = /\$?\{ReconnectUrl\{ReconnectID\}\}/;

/** Splits a text into parts; null marks the place of a reconnect link. */
export function partsOf(text: string): readonly (string | null)[] {
  return text
    .split(new RegExp(slug, 'g'))
    .flatMap((part, index) => [...(index > 0 ? [null] : []), part].filter((one) => one !== ''));
}

export function hasLink(text: string): boolean {
  return slug.test(text);
}
