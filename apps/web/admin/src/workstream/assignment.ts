import type { Kinds, SavedItem } from '../api/kinds';

type Agent = SavedItem<Kinds['agents']>;

/** The agents to add to a workstream, and those to remove. */
export interface Assignment {
  readonly added: readonly Agent[];
  readonly removed: readonly Agent[];
}

/** The changes that make the selected agents the agents of the workstream. Others stay unchanged. */
export function assignmentOf(
  agents: readonly Agent[],
  workstreamId: string,
  picked: readonly string[],
): Assignment {
  const wanted = new Set(picked);
  const isIn = ({ settings }: Agent) => settings.workstreamIds.includes(workstreamId);
  return {
    added: agents.filter((agent) => wanted.has(agent.id) && !isIn(agent)),
    removed: agents.filter((agent) => !wanted.has(agent.id) && isIn(agent)),
  };
}

/** The settings of an agent with the workstream added or removed. */
export function withWorkstream(
  settings: Kinds['agents'],
  workstreamId: string,
  is: boolean,
): Kinds['agents'] {
  const others = settings.workstreamIds.filter((id) => id !== workstreamId);
  return { ...settings, workstreamIds: is ? [...others, workstreamId] : others };
}
