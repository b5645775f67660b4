import { Problem } from '@rejoin/service';
import { z } from 'zod';

/** How many things are on one page at most. */
export const maxPage = 200;

/** How long the items of a page are together, as JSON. */
const maxPageLength = 2_000_000;

/** Which part of a list is asked for. */
export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(maxPage).default(50),
  cursor: z.string().max(200).optional().describe('nextCursor of the page before'),
});

/** Which part of a list is asked for, of all that match. */
export const SearchedPage = Page.extend({
  search: z.string().min(1).max(100).optional().describe('part of the name, in capitals or not'),
});

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
  return {
    items,
    nextCursor: more ? Buffer.from(String(keyOf(last))).toString('base64url') : null,
  };
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

/** The number before which a page begins, null for the newest. */
export function beforeSeqOf(cursor: string | undefined): number | null {
  return cursor === undefined ? null : Number(keyOf(cursor, /^\d{1,15}$/));
}

function keyOf(cursor: string, form: RegExp): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (form.test(key)) return key;
  throw new Problem('invalid', [{ field: '/cursor', message: 'is not the nextCursor of a page' }]);
}
