import { z } from 'zod';
import { httpLimits } from './limits';

/** No list gives more than this on one page, whatever `limit` says. */
export const maxPage = httpLimits.pageItems.value;

/** Where a list goes on. It means something to the service alone. */
const Cursor = z.string().max(300);

/**
 * Which part of a list is asked for: the same query parameters in every HTTP list of every service. A page may have
 * fewer items than `limit`, when they are long; `nextCursor` alone says whether there are more.
 */
export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(maxPage).default(50).describe('items of a page, at most'),
  cursor: Cursor.optional().describe('nextCursor of the page before'),
});

/** Where the next page begins. */
export const NextCursor = Cursor.nullable().describe('cursor of the next page; null: this is the last');
