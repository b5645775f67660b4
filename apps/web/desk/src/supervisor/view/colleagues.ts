import type { AgentLoads, OpenWindow } from '@rejoin/contracts';

export type AgentLoad = AgentLoads['agents'][number];

/** A conversation that another agent could get, with the units that it takes there. */
export interface Movable extends Pick<OpenWindow, 'agent' | 'workstreamId'> {
  readonly units: number;
}

/** An agent who could get conversations. */
export interface Colleague extends AgentLoad {
  readonly freeUnits: number;
  /** The reason why the agent is not eligible; null when the agent is. */
  readonly unfit: 'away' | 'full' | null;
  /** Whether the agent serves every workstream of the conversations. */
  readonly servesAll: boolean;
}

/**
 * Returns the agents who could take the conversations: eligible ones first, then those who serve the workstreams, then
 * available ones, then those with the most free capacity.
 */
export function colleaguesFor(wanted: readonly Movable[], agents: readonly AgentLoad[]): Colleague[] {
  const units = unitsOf(wanted);
  const hasThemAll = (agentId: string) =>
    wanted.length > 0 && wanted.every(({ agent }) => agent?.agentId === agentId);
  const colleagues = agents
    .filter(({ agentId }) => !hasThemAll(agentId))
    .map((agent): Colleague => {
      const freeUnits = Math.max(0, agent.maxUnits - agent.usedUnits);
      const own = unitsOf(wanted.filter((one) => one.agent?.agentId === agent.agentId));
      // An agent with capacity for only some of them is eligible, because each one is decided separately.
      const least = Math.min(...wanted.map((one) => one.units), units - own);
      const unfit = agent.line !== 'connected' ? 'away' : freeUnits < Math.max(least, 1) ? 'full' : null;
      const servesAll = wanted.every(({ workstreamId }) => agent.workstreamIds.includes(workstreamId));
      return { ...agent, freeUnits, unfit, servesAll };
    });
  return colleagues.sort((a, b) => rank(a) - rank(b) || b.freeUnits - a.freeUnits || compare(a.name, b.name));
}

function unitsOf(wanted: readonly Movable[]): number {
  return wanted.reduce((sum, { units }) => sum + units, 0);
}

function rank({ unfit, servesAll, presence }: Colleague): number {
  return (unfit === null ? 0 : 4) + (servesAll ? 0 : 2) + (presence === 'available' ? 0 : 1);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
