import type { AgentLoads, OpenWindows, Queues } from '@rejoin/contracts';
import { useEffect, useState } from 'react';
import { useDesk } from '../desk/use-desk';
import { usePoll } from './use-poll';
import { useRequest } from './use-request';
import { allAgents, paramsOf, type AgentQuery } from './view/agent-query';
import { cursorOf, type PagePath } from './view/page-path';

const everyMs = 4_000;
const [windowsAtOnce, agentsAtOnce] = [20, 12];

/** The current state. The three parts are read at about the same time. */
export interface Overview {
  readonly windows: OpenWindows;
  readonly queues: Queues;
  readonly agents: AgentLoads;
}

export interface OverviewQuery {
  /** Null selects all workstreams. */
  readonly workstreamId: string | null;
  readonly windows: PagePath;
  readonly agents: PagePath;
  readonly agentQuery: AgentQuery;
}

export const firstPages: Omit<OverviewQuery, 'agentQuery'> = { workstreamId: null, windows: [], agents: [] };

/** Polls the current state of the selected workstream and pages. */
export function useOverview() {
  const request = useRequest();
  const { clock } = useDesk().client;
  const [query, setQuery] = useState<OverviewQuery>({ ...firstPages, agentQuery: allAgents });
  const read = () => {
    const of = query.workstreamId === null ? {} : { workstreamId: query.workstreamId };
    return request(async (client): Promise<Overview> => {
      const [windows, queues, agents] = await Promise.all([
        client.windows({ ...of, ...cursorOf(query.windows), limit: windowsAtOnce }).then((answer) => {
          clock.heard(answer.serverNow);
          return answer;
        }),
        client.queues(),
        client.agents({
          ...of,
          ...paramsOf(query.agentQuery),
          ...cursorOf(query.agents),
          limit: agentsAtOnce,
        }),
      ]);
      return { windows, queues, agents };
    });
  };
  const overview = usePoll({ queryKey: ['overview', query], queryFn: read, everyMs });
  const isEmptied = overview.data?.windows.windows.length === 0 && query.windows.length > 0;
  useEffect(() => {
    // All windows of a later page have been closed since.
    if (isEmptied) setQuery((before) => ({ ...before, windows: [] }));
  }, [isEmptied]);
  return { query, setQuery, overview };
}
