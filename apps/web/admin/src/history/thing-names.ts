import { useQuery } from '@tanstack/react-query';
import { useConsole } from '../shell/console';
import { referencesIn } from './references';

/** The names of the workstreams and agents that settings refer to by id. */
export function useThingNames(settings: readonly unknown[]): ReadonlyMap<string, string> {
  const { api } = useConsole();
  const { workstreamIds, agentIds } = referencesIn(settings);
  const { data } = useQuery({
    queryKey: ['names', workstreamIds, agentIds],
    queryFn: async () => {
      const [workstreams, agents] = await Promise.all([
        workstreamIds.length === 0 ? [] : api.all('workstreams'),
        Promise.all(agentIds.map((id) => api.read('agents', id))),
      ]);
      return [
        ...workstreams.map(({ id, settings: { name } }) => [id, name] as const),
        ...agents.map(({ id, settings: { displayName } }) => [id, displayName] as const),
      ];
    },
  });
  return new Map(data);
}
