import type { Api } from '../api/api';
import type { Kinds, Saved } from '../api/kinds';

/** A workstream with what belongs to it. */
export interface WorkstreamView {
  readonly workstream: Saved<Kinds['workstreams']>;
  readonly widgets: readonly Saved<Kinds['widgets']>[];
  readonly replies: readonly Saved<Kinds['quick-replies']>[];
  /** Names of active agents who work in it, the first of them. */
  readonly agents: readonly string[];
  readonly hasMoreAgents: boolean;
}

export async function loadWorkstream(api: Api, workstreamId: string): Promise<WorkstreamView> {
  const [workstream, widgets, replies, agents] = await Promise.all([
    api.read('workstreams', workstreamId),
    api.all('widgets', { workstreamId }),
    api.all('quick-replies', { workstreamId }),
    api.list('agents', { workstreamId }),
  ]);
  return {
    workstream,
    widgets,
    replies,
    agents: agents.items
      .filter(({ settings }) => settings.active)
      .map(({ settings }) => settings.displayName),
    hasMoreAgents: agents.nextCursor !== null,
  };
}
