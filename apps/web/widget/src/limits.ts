import type { Notice } from './view';

const maximumLength = 32_000;
const maximumBytes = 64 * 1024;
/** What a frame has besides its text. */
const frameBytes = 128;

/** Text that can be stored: well-formed, without null characters. */
export function storable(text: string): string {
  return text.replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Why a message cannot be sent as it is, or null when it can. */
export function tooLong(text: string): Notice | null {
  if (text.length > maximumLength) {
    return { what: 'message-too-long', length: { is: text.length, may: maximumLength } };
  }
  const bytes = new TextEncoder().encode(JSON.stringify(text)).length + frameBytes;
  return bytes > maximumBytes ? { what: 'too-large' } : null;
}
