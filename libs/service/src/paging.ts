import { fieldProblem, httpLimits } from '@rejoin/contracts';
import { Problem } from './problem';

/** How long the items of a page are together, as JSON. */
const maxPageLength = httpLimits.pageBytes.value;

/** One page of a list that was read with one item more than the page has. It ends early when its items are long. */
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

/** Where a page begins, as readers carry it. */
export function cursorOf(key: string | number): string {
  return Buffer.from(String(key)).toString('base64url');
}

/** The first item however long it is, and those after it that leave the page below {@link maxPageLength}. */
function withinBytes<Item>(items: readonly Item[]): Item[] {
  let length = 0;
  const end = items.findIndex((item, i) => (length += JSON.stringify(item).length) > maxPageLength && i > 0);
  return items.slice(0, end < 0 ? items.length : end);
}

/** The id behind which a page begins: that of the cursor, or the empty one before all of them. */
export function afterIdOf(cursor: string | undefined): string {
  return cursor === undefined ? '' : keyOf(cursor, /^[A-Za-z0-9_-]{1,64}$/);
}

/** The number before or behind which a page begins; null for the first page. */
export function seqOf(cursor: string | undefined): number | null {
  return cursor === undefined ? null : Number(keyOf(cursor, /^\d{1,15}$/));
}

function keyOf(cursor: string, form: RegExp): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (form.test(key)) return key;
  throw new Problem('invalid', [fieldProblem('/cursor', 'not-a-cursor')]);
}
