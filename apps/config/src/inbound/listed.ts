import { afterIdOf } from '@rejoin/service';
import type { Listed } from '../store/list-page';

/** The query of a list, as its route has validated it. */
interface ListQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly search?: string | undefined;
  readonly active?: 'true' | 'false' | undefined;
  readonly sort: string;
  readonly order: 'asc' | 'desc';
}

/** What a query selects, with one item more than its page has: that tells whether there is another page. */
export function listedBy({ limit, cursor, search, active, sort, order }: ListQuery): Listed {
  return {
    afterId: afterIdOf(cursor),
    limit: limit + 1,
    search,
    active: active === undefined ? undefined : active === 'true',
    sort,
    order,
  };
}
