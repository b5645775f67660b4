import type { Api } from '../api/api';
import type { Kinds, SavedItem } from '../api/kinds';

/** A workstream with its chat widgets, quick replies and agents. */
export interface WorkstreamView {
  readonly workstream: SavedItem<Kinds['workstreams']>;
  readonly widgets: readonly SavedItem<Kinds['widgets']>[];
  readonly replies: readonly SavedItem<Kinds['quick-replies']>[];
  /** The active agents of the workstream. */
  readonly agents: readonly SavedItem<Kinds['agents']>[];
}

export async function loadWorkstream(api: Api, workstreamId: string): Promise<WorkstreamView> {
  const [workstream, widgets, replies, agents] = await Promise.all([
    api.read('workstreams', workstreamId),
    api.all('widgets', { filters: { workstreamId } }),
    api.all('quick-replies', { filters: { workstreamId } }),
    api.all('agents', { filters: { workstreamId } }),
  ]);
  return {
    workstream,
    widgets,
    replies,
    agents: agents.filter(({ settings }) => settings.active),
  };
}
