import { useEffect, useState } from 'react';
import { useDesk } from '../../desk/use-desk';
import { usePoll } from '../use-poll';
import { useRequest } from '../use-request';
import { allOngoing, toSearch } from '../view/ongoing';
import type { PagePath } from '../view/page-path';

const everyMs = 3_000;
const atOnce = 25;
const firstPage: PagePath = [];

/** Polls a page of the ongoing conversations. */
export function useOngoing(workstreamId: string | null) {
  const request = useRequest();
  const { clock } = useDesk().client;
  const [state, set] = useState({ of: workstreamId, query: allOngoing, pagePath: [] as PagePath });
  const { query } = state;
  // A page path belongs to the workstream in which it was turned.
  const pagePath = state.of === workstreamId ? state.pagePath : firstPage;
  const cursor = pagePath.at(-1);
  const polled = usePoll({
    queryKey: ['ongoing', workstreamId, query, cursor],
    queryFn: () =>
      request(async (client) => {
        const page = { limit: atOnce, ...(cursor === undefined ? {} : { cursor }) };
        const answer = await client.ongoing({ ...toSearch(query, workstreamId), ...page });
        clock.heard(answer.serverNow);
        return answer;
      }),
    everyMs,
  });
  const isEmptied = polled.data?.items.length === 0 && !polled.isChanging && pagePath.length > 0;
  useEffect(() => {
    // All conversations of a later page have been closed since.
    if (isEmptied) set((before) => ({ ...before, pagePath: [] }));
  }, [isEmptied]);
  return {
    query,
    pagePath,
    polled,
    setQuery: (next: typeof query) => {
      set({ of: workstreamId, query: next, pagePath: [] });
    },
    turn: (next: PagePath) => {
      set({ of: workstreamId, query, pagePath: next });
    },
  };
}
