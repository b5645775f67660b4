import { z } from 'zod';
import { httpLimits } from './limits';

/** The largest number of items on a page of any list. */
export const maxPage = httpLimits.pageItems.value;

/** The position in a list at which a page begins. Its content is internal to the service. */
const Cursor = z.string().max(300);

/**
 * The query parameters of every list over HTTP, in every service. A page may have fewer items than `limit` when the
 * items are long; only `nextCursor` tells whether there are more.
 */
export const Page = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(maxPage)
    .default(50)
    .describe('the maximum number of items on the page'),
  cursor: Cursor.optional().describe('`nextCursor` of the previous page'),
});

/** The cursor of the next page. */
export const NextCursor = Cursor.nullable().describe(
  'the cursor of the next page; null: this is the last page',
);
