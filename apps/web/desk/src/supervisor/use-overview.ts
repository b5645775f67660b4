import { useEffect, useState } from 'react';
import { useDesk } from '../desk/use-desk';
import { usePoll } from './use-poll';
import { useRequest } from './use-request';
import { allAgents, paramsOf, type AgentQuery } from './view/agent-query';
import { cursorOf, type PagePath } from './view/page-path';

const everyMs = 4_000;
const [windowsAtOnce, agentsAtOnce] = [20, 12];

export interface OverviewQuery {
  /** Null selects all workstreams. */
  readonly workstreamId: string | null;
  readonly windows: PagePath;
  readonly agents: PagePath;
  readonly agentQuery: AgentQuery;
}

export const firstPages: Omit<OverviewQuery, 'agentQuery'> = { workstreamId: null, windows: [], agents: [] };

export type Overview = ReturnType<typeof useOverview>;

/** Polls the current state of the selected workstream and pages. Each part fails alone. */
export function useOverview(isShown: boolean) {
  const request = useRequest();
  const { clock } = useDesk().client;
  const [query, setQuery] = useState<OverviewQuery>({ ...firstPages, agentQuery: allAgents });
  const { workstreamId, agentQuery } = query;
  const of = workstreamId === null ? {} : { workstreamId };
  const queues = usePoll({
    queryKey: ['queues'],
    queryFn: () => request((client) => client.queues()),
    everyMs,
  });
  const windows = usePoll({
    queryKey: ['windows', workstreamId, query.windows],
    queryFn: () =>
      request(async (client) => {
        const answer = await client.windows({ ...of, ...cursorOf(query.windows), limit: windowsAtOnce });
        clock.heard(answer.serverNow);
        return answer;
      }),
    everyMs,
    enabled: isShown,
  });
  const agents = usePoll({
    queryKey: ['loads', workstreamId, agentQuery, query.agents],
    queryFn: () =>
      request((client) =>
        client.agents({
          ...of,
          ...paramsOf(agentQuery),
          ...cursorOf(query.agents),
          limit: agentsAtOnce,
        }),
      ),
    everyMs,
    enabled: isShown,
  });
  const isEmptied = windows.data?.windows.length === 0 && !windows.isChanging && query.windows.length > 0;
  useEffect(() => {
    // All windows of a later page have been closed since.
    if (isEmptied) setQuery((before) => ({ ...before, windows: [] }));
  }, [isEmptied]);
  const refresh = () => {
    for (const part of [queues, windows, agents]) part.refresh();
  };
  return { query, setQuery, queues, windows, agents, refresh };
}
