import type { History, HistoryClient, HistoryQuery } from '@rejoin/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useAuthorised } from '../desk/use-authorised';
import { useDesk } from '../desk/use-desk';

/** The beginning of a list of the history, which is read in pages. */
export interface Pages<Page> {
  readonly pages: readonly Page[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  /** The first page of this list failed, so the pages are still those of the list before. */
  readonly isOutdated: boolean;
  /** The error of the last request, if it failed. */
  readonly problem: Error | undefined;
  more(): void;
  retry(): void;
}

type Load<Page> = (client: HistoryClient, cursor: string | undefined) => Promise<Page>;
export type PastConversation = History['items'][number];
export type FoundConversations = Omit<Pages<History>, 'pages'> & {
  readonly items: readonly PastConversation[];
};

/** Loads the first page of a list, and further ones on request. A different `key` means a different list. */
export function usePages<Page extends { readonly nextCursor: string | null }>(
  key: readonly unknown[],
  load: Load<Page>,
): Pages<Page> {
  const send = useAuthorised(useDesk().history);
  const { data, error, isFetching, refetch, fetchNextPage } = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => send((client) => load(client, pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    // An action of the agent changes no closed conversation, so nothing is read again after it.
    staleTime: 'static',
  });
  // The query forgets the list before when its first page fails.
  const [last, setLast] = useState(data);
  if (data && data !== last) setLast(data);
  const { pages } = data ?? last ?? { pages: [] };
  const problem = isFetching ? undefined : (error ?? undefined);
  return {
    pages,
    hasMore: (pages.at(-1)?.nextCursor ?? null) !== null,
    isLoading: isFetching,
    isOutdated: problem !== undefined && !data && pages.length > 0,
    problem,
    more: () => void fetchNextPage(),
    retry: () => void (data ? fetchNextPage() : refetch()),
  };
}

/** Finds closed conversations. */
export function useHistory(query: HistoryQuery): FoundConversations {
  const { pages, ...rest } = usePages(['history', query], (client, cursor) =>
    client.search({ ...query, ...(cursor === undefined ? {} : { cursor }) }),
  );
  return { ...rest, items: useMemo(() => pages.flatMap(({ items }) => items), [pages]) };
}
