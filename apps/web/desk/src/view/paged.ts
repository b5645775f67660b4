/** A list that is loaded page by page. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  /** The cursor of the next page; null: there is none, or it is not known yet. */
  readonly nextCursor: string | null;
  readonly isLoading: boolean;
  /** The first page of another query failed, so the items are still those of the query before. */
  readonly isOutdated: boolean;
  /** The error of the last request, if it failed. */
  readonly problem: Error | undefined;
}

export type PagedEvent<Item> =
  | { readonly type: 'asked' }
  | { readonly type: 'received'; readonly items: readonly Item[]; readonly nextCursor: string | null }
  | { readonly type: 'continued'; readonly items: readonly Item[]; readonly nextCursor: string | null }
  | { readonly type: 'failed'; readonly problem: unknown; readonly isFirst: boolean };

export const emptyPaged = {
  items: [],
  nextCursor: null,
  isLoading: true,
  isOutdated: false,
  problem: undefined,
} as const;

/** A first page replaces the items, also those of another query; a further page is added. */
export function evolvePaged<Item>(paged: Paged<Item>, event: PagedEvent<Item>): Paged<Item> {
  switch (event.type) {
    case 'asked':
      return { ...paged, isLoading: true, problem: undefined };
    case 'received':
      return { ...emptyPaged, items: event.items, nextCursor: event.nextCursor, isLoading: false };
    case 'continued':
      return {
        ...emptyPaged,
        items: [...paged.items, ...event.items],
        nextCursor: event.nextCursor,
        isLoading: false,
      };
    case 'failed': {
      const problem = event.problem instanceof Error ? event.problem : new Error(String(event.problem));
      return { ...paged, isLoading: false, isOutdated: event.isFirst && paged.items.length > 0, problem };
    }
  }
}
