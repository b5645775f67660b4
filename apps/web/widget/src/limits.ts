import { pageLimits } from '@rejoin/contracts/plain';
import type { Notice } from './view';

/** The size of a frame without its text. */
const emptyFrameBytes = 128;

/** Returns text that can be stored: well-formed, without null characters. */
export function storable(text: string): string {
  return text.replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Returns why a message cannot be sent, or null when it can. */
export function tooLong(text: string): Notice | null {
  if (text.length > pageLimits.messageUnits) {
    return { what: 'message-too-long', length: { is: text.length, may: pageLimits.messageUnits } };
  }
  const bytes = encodeURIComponent(JSON.stringify(text)).replace(/%../g, ' ').length + emptyFrameBytes;
  return bytes > pageLimits.frameBytes ? { what: 'too-large' } : null;
}
