import type { History, HistoryClient, HistoryQuery } from '@rejoin/client';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useAuthorised } from '../desk/use-authorised';
import { useDesk } from '../desk/use-desk';
import { emptyPaged, evolvePaged, type Paged, type PagedEvent } from '../view/paged';

/** A page of any list of the history. */
interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

type Load<Item> = (client: HistoryClient, cursor: string | undefined) => Promise<Page<Item>>;
export type Pages<Item> = Paged<Item> & { readonly more: () => void; readonly retry: () => void };
export type PastConversation = History['items'][number];

/** Loads the first page of a list, and further ones on request. A different `load` function starts a different list. */
export function usePages<Item>(load: Load<Item>): Pages<Item> {
  const send = useAuthorised(useDesk().history);
  const [paged, dispatch] = useReducer<Paged<Item>, [PagedEvent<Item>]>(evolvePaged, emptyPaged);
  const round = useRef(0);
  const asked = useRef<string | undefined>(undefined);
  const ask = useCallback(
    async (cursor: string | undefined) => {
      const ownRound = ++round.current;
      asked.current = cursor;
      dispatch({ type: 'asked' });
      const event = await send((client) => load(client, cursor)).then(
        (page) => ({ type: cursor === undefined ? 'received' : 'continued', ...page }) as const,
        (problem: unknown) => ({ type: 'failed', problem, isFirst: cursor === undefined }) as const,
      );
      // The answer to an earlier query may arrive after the answer to a later one.
      if (ownRound === round.current) dispatch(event);
    },
    [send, load],
  );
  useEffect(() => {
    void ask(undefined);
    return () => {
      round.current += 1;
    };
  }, [ask]);
  const { nextCursor } = paged;
  const more = useCallback(() => {
    if (nextCursor !== null) void ask(nextCursor);
  }, [ask, nextCursor]);
  const retry = useCallback(() => void ask(asked.current), [ask]);
  return { ...paged, more, retry };
}

/** Finds closed conversations. The same `query` object means the same search. */
export function useHistory(query: HistoryQuery): Pages<PastConversation> {
  return usePages(
    useCallback(
      (client, cursor) => client.search({ ...query, ...(cursor === undefined ? {} : { cursor }) }),
      [query],
    ),
  );
}
