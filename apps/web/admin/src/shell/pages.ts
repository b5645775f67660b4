import { infiniteQueryOptions, keepPreviousData, type InfiniteData } from '@tanstack/react-query';
import type { Page } from '../api/kinds';

function itemsOf<Item>({ pages }: InfiniteData<Page<Item>>): readonly Item[] {
  return pages.flatMap(({ items }) => items);
}

/**
 * The query of a long list that is read in pages. When it is read again, all pages on the screen are read again. The
 * previous list stays until then, even that of another key.
 */
export function pagesOf<Item>(key: readonly unknown[], load: (cursor: string | null) => Promise<Page<Item>>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: itemsOf<Item>,
    placeholderData: keepPreviousData,
  });
}
