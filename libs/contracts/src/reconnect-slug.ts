/** The slug that a message contains in place of the customer's reconnect link. See docs/domain.md, Ways to reconnect. */
export const reconnectSlug = '{ReconnectUrl{ReconnectID}}';

/** Matches the slug in both spellings. It has no flag `g`, with which `test` would remember where it was. */
export const reconnectSlugPattern = /\$?\{ReconnectUrl\{ReconnectID\}\}/;

export function hasReconnectSlug(text: string): boolean {
  return reconnectSlugPattern.test(text);
}
