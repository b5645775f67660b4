import { reconnectSlugPattern } from '@rejoin/contracts/plain';

/** Splits a text into parts; null marks the place of a reconnect link. */
export function partsOf(text: string): readonly (string | null)[] {
  return text
    .split(reconnectSlugPattern)
    .flatMap((part, index) => [...(index > 0 ? [null] : []), part].filter((one) => one !== ''));
}
