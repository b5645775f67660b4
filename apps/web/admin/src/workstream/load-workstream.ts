import type { Api } from '../api/api';
import type { Kinds, Saved } from '../api/kinds';

/** A workstream with what belongs to it. */
export interface WorkstreamView {
  readonly workstream: Saved<Kinds['workstreams']>;
  readonly widgets: readonly Saved<Kinds['widgets']>[];
  readonly replies: readonly Saved<Kinds['quick-replies']>[];
  /** Names of the active agents who work in it. */
  readonly agents: readonly string[];
}

export async function loadWorkstream(api: Api, workstreamId: string): Promise<WorkstreamView> {
  const [workstream, widgets, replies, agents] = await Promise.all([
    api.read('workstreams', workstreamId),
    api.all('widgets'),
    api.all('quick-replies'),
    api.all('agents'),
  ]);
  const isOurs = ({ settings }: Saved<{ readonly workstreamId: string }>) =>
    settings.workstreamId === workstreamId;
  return {
    workstream,
    widgets: widgets.filter(isOurs),
    replies: replies.filter(isOurs),
    agents: agents
      .filter(({ settings }) => settings.active && settings.workstreamIds.includes(workstreamId))
      .map(({ settings }) => settings.displayName),
  };
}
