/** A list that is loaded page by page. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  /** The cursor of the next page; null: there is none, or it is not known yet. */
  readonly nextCursor: string | null;
  readonly isLoading: boolean;
  /** The error of the last request, if it failed. */
  readonly problem: Error | undefined;
}

export type PagedEvent<Item> =
  | { readonly type: 'asked' }
  | { readonly type: 'received'; readonly items: readonly Item[]; readonly nextCursor: string | null }
  | { readonly type: 'continued'; readonly items: readonly Item[]; readonly nextCursor: string | null }
  | { readonly type: 'failed'; readonly problem: unknown };

export const emptyPaged = { items: [], nextCursor: null, isLoading: true, problem: undefined } as const;

/** A first page replaces the items, also those of another query; a further page is added. */
export function evolvePaged<Item>(paged: Paged<Item>, event: PagedEvent<Item>): Paged<Item> {
  switch (event.type) {
    case 'asked':
      return { ...paged, isLoading: true, problem: undefined };
    case 'received':
      return { items: event.items, nextCursor: event.nextCursor, isLoading: false, problem: undefined };
    case 'continued':
      return {
        items: [...paged.items, ...event.items],
        nextCursor: event.nextCursor,
        isLoading: false,
        problem: undefined,
      };
    case 'failed': {
      const problem = event.problem instanceof Error ? event.problem : new Error(String(event.problem));
      return { ...paged, isLoading: false, problem };
    }
  }
}
