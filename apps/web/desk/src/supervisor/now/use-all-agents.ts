import type { OpenWindow } from '@rejoin/contracts';
import { usePoll } from '../use-poll';
import { useRequest } from '../use-request';
import type { AgentLoad } from '../view/colleagues';

const everyMs = 4_000;
/** Each page has 100 agents; a longer list could not be used in a dialog. */
const pagesAtMost = 5;

/** Reads the agents of the conversations' workstream, or all agents when they belong to several workstreams. */
export function useAllAgents(conversations: readonly Pick<OpenWindow, 'workstreamId'>[]) {
  const request = useRequest();
  const workstreams = [...new Set(conversations.map((one) => one.workstreamId))];
  const only = workstreams.length === 1 ? workstreams[0] : undefined;
  const read = () => {
    const of = only === undefined ? {} : { workstreamId: only };
    return request(async (client) => {
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
  };
  return usePoll({ queryKey: ['agents', only], queryFn: read, everyMs });
}
