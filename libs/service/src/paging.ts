import { fieldProblem, httpLimits } from '@rejoin/contracts';
import { Problem } from './problem';

/** The maximum length of a page's items as JSON. */
const maxPageLength = httpLimits.pageBytes.value;

/**
 * Makes one page of a list that was read with one item more than the page has. The page ends early when its items are
 * long.
 */
export function pageOf<Found, Item>(
  found: readonly Found[],
  limit: number,
  keyOf: (found: Found) => string | number,
  shown: (found: Found) => Item,
): { items: Item[]; nextCursor: string | null } {
  const items = withinBytes(found.slice(0, limit).map(shown));
  const last = found[items.length - 1];
  const more = found.length > items.length && last !== undefined;
  return { items, nextCursor: more ? cursorOf(keyOf(last)) : null };
}

/** Encodes where a page starts, as clients pass it. */
export function cursorOf(key: string | number): string {
  return Buffer.from(String(key)).toString('base64url');
}

/**
 * Returns the first item, whatever its length, and the following ones that keep the page below {@link maxPageLength}.
 */
function withinBytes<Item>(items: readonly Item[]): Item[] {
  let length = 0;
  const end = items.findIndex((item, i) => (length += JSON.stringify(item).length) > maxPageLength && i > 0);
  return items.slice(0, end < 0 ? items.length : end);
}

/** Returns the id after which a page starts; without a cursor the empty text, which is before every id. */
export function afterIdOf(cursor: string | undefined): string {
  return cursor === undefined ? '' : keyOf(cursor, /^[A-Za-z0-9_-]{1,64}$/);
}

/** Returns the number before or after which a page starts; null for the first page. */
export function seqOf(cursor: string | undefined): number | null {
  return cursor === undefined ? null : Number(keyOf(cursor, /^\d{1,15}$/));
}

function keyOf(cursor: string, form: RegExp): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (form.test(key)) return key;
  throw new Problem('invalid', [fieldProblem('/cursor', 'not-a-cursor')]);
}
