import { Page } from '@rejoin/contracts';
import { z } from 'zod';

/** Which part of a list is asked for, of all that match. */
export const SearchedPage = Page.extend({
  search: z.string().min(1).max(100).optional().describe('part of the name, in capitals or not'),
});
