/** The slug in both spellings that the reference accepts. In a transcript agents see the first one. */
const slug = /\$?\{ReconnectUrl\{ReconnectID\}\}/;

/** A text in parts: null stands for a reconnect link. */
export function partsOf(text: string): readonly (string | null)[] {
  return text
    .split(new RegExp(slug, 'g'))
    .flatMap((part, index) => [...(index > 0 ? [null] : []), part].filter((one) => one !== ''));
}

export function hasLink(text: string): boolean {
  return slug.test(text);
}
