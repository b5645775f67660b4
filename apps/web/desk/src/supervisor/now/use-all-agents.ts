import type { OpenWindow } from '@rejoin/contracts';
import { useCallback } from 'react';
import { useAsk } from '../use-ask';
import { usePolled } from '../use-polled';
import type { AgentLoad } from '../view/colleagues';

const everyMs = 4_000;
/** Of 100 agents each: nobody picks one of more from a list. */
const pagesAtMost = 5;

/** The agents of the windows' workstream; when there are several, of all. */
export function useAllAgents(windows: readonly OpenWindow[]) {
  const ask = useAsk();
  const workstreams = [...new Set(windows.map((window) => window.workstreamId))];
  const only = workstreams.length === 1 ? workstreams[0] : undefined;
  const read = useCallback(() => {
    const of = only === undefined ? {} : { workstreamId: only };
    return ask(async (client) => {
      const all: AgentLoad[] = [];
      let after: string | null = null;
      for (let page = 0; page < pagesAtMost; page++) {
        const { agents, next }: { agents: AgentLoad[]; next: string | null } = await client.agents({
          ...of,
          after,
          limit: 100,
        });
        all.push(...agents);
        after = next;
        if (after === null) break;
      }
      return all;
    });
  }, [ask, only]);
  return usePolled(read, everyMs);
}
