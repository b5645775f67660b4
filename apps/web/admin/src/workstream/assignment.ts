import type { Kinds, Saved } from '../api/kinds';

type Agent = Saved<Kinds['agents']>;

/** Who begins to work in a workstream, and who no longer does. */
export interface Assignment {
  readonly added: readonly Agent[];
  readonly removed: readonly Agent[];
}

/** What makes the picked agents those of the workstream. Who stays as they are is not touched. */
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

/** An agent's settings with or without a workstream; the rest of them stays. */
export function withWorkstream(
  settings: Kinds['agents'],
  workstreamId: string,
  is: boolean,
): Kinds['agents'] {
  const others = settings.workstreamIds.filter((id) => id !== workstreamId);
  return { ...settings, workstreamIds: is ? [...others, workstreamId] : others };
}
