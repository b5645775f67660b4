/** Matches the slug in both spellings that Dynamics 365 accepts. Transcripts show agents the first one. */
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
