import type { Notice } from './view';

const maximumLength = 32_000;
const maximumBytes = 64 * 1024;
/** The size of a frame without its text. */
const frameBytes = 128;

/** Returns text that can be stored: well-formed, without null characters. */
export function storable(text: string): string {
  return text.replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Returns why a message cannot be sent, or null when it can. */
export function tooLong(text: string): Notice | null {
  if (text.length > maximumLength) {
    return { what: 'message-too-long', length: { is: text.length, may: maximumLength } };
  }
  const bytes = encodeURIComponent(JSON.stringify(text)).replace(/%../g, ' ').length + frameBytes;
  return bytes > maximumBytes ? { what: 'too-large' } : null;
}
