import { charactersOf } from '../../../kit/characters';
import { isUrl } from '../../../kit/is-url';

/** A part of a message: plain text, or an address that may be followed. */
export interface TextPart {
  readonly text: string;
  readonly href?: string;
}

const addresses = /https?:\/\/[^\s<>"']+/gi;
/**
 * The lookbehind lets a match begin only where a run of marks begins. Otherwise a message of marks alone would block
 * the page.
 */
const closing = /(?<![.,;:!?)\]])[.,;:!?)\]]+$/;

/** Splits a message into text and web addresses, in order and without loss. A long address is shown short. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(addresses)) {
    const href = found.replace(closing, '');
    if (!isUrl(href)) continue;
    if (index > from) parts.push({ text: text.slice(from, index) });
    parts.push({ text: shortly(href), href });
    from = index + href.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

function shortly(href: string): string {
  const bare = href.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  const cut = bare.split(/[?#]/)[0] ?? bare;
  if (cut.length > 40) return `${charactersOf(cut.slice(0, 80)).slice(0, 39).join('')}…`;
  return cut.length < bare.length ? `${cut} …` : bare;
}
