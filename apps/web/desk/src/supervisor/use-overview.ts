import type { AgentLoads, OpenWindows, Queues } from '@rejoin/contracts';
import { useCallback, useEffect, useState } from 'react';
import { useDesk } from '../desk/use-desk';
import { useAsk } from './use-ask';
import { usePolled } from './use-polled';
import { allAgents, queryOf, type AskedAgents } from './view/asked-agents';
import { here, type Trail } from './view/trail';

const everyMs = 4_000;
const [windowsAtOnce, agentsAtOnce] = [20, 12];

/** What runs now: the three of them were read at about the same moment. */
export interface Overview {
  readonly windows: OpenWindows;
  readonly queues: Queues;
  readonly agents: AgentLoads;
}

export interface Asked {
  /** Null: of all workstreams. */
  readonly workstreamId: string | null;
  readonly windows: Trail;
  readonly agents: Trail;
  readonly which: AskedAgents;
}

export const firstPages: Omit<Asked, 'which'> = { workstreamId: null, windows: [], agents: [] };

/** What runs now, of which workstream, and which pages of it. */
export function useOverview() {
  const ask = useAsk();
  const { clock } = useDesk().client;
  const [asked, setAsked] = useState<Asked>({ ...firstPages, which: allAgents });
  const read = useCallback(() => {
    const of = asked.workstreamId === null ? {} : { workstreamId: asked.workstreamId };
    return ask(async (client): Promise<Overview> => {
      const [windows, queues, agents] = await Promise.all([
        client.windows({ ...of, ...here(asked.windows), limit: windowsAtOnce }).then((answer) => {
          clock.heard(answer.serverNow);
          return answer;
        }),
        client.queues(),
        client.agents({ ...of, ...queryOf(asked.which), ...here(asked.agents), limit: agentsAtOnce }),
      ]);
      return { windows, queues, agents };
    });
  }, [ask, asked, clock]);
  const overview = usePolled(read, everyMs);
  const isEmptied = overview.data?.windows.windows.length === 0 && asked.windows.length > 0;
  useEffect(() => {
    // The last ones of a later page are back, or gone.
    if (isEmptied) setAsked((before) => ({ ...before, windows: [] }));
  }, [isEmptied]);
  return { asked, setAsked, overview };
}
