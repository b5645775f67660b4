import type { AgentLoads, OpenWindow } from '@rejoin/contracts';
import { transferableOf } from './selection';

export type AgentLoad = AgentLoads['agents'][number];

/** An agent to whom windows could be transferred. */
export interface Colleague extends AgentLoad {
  readonly freeUnits: number;
  /** The reason why the agent is not eligible; null when the agent is. */
  readonly unfit: 'away' | 'full' | null;
  /** Whether the agent serves every workstream of the windows. */
  readonly servesAll: boolean;
}

/**
 * Returns the agents who could take the windows: eligible ones first, then those who serve the workstreams, then
 * available ones, then those with the most free capacity.
 */
export function colleaguesFor(windows: readonly OpenWindow[], agents: readonly AgentLoad[]): Colleague[] {
  const { active, units } = transferableOf(windows);
  const hasThemAll = (agentId: string) =>
    active.length > 0 && active.every(({ agent }) => agent?.agentId === agentId);
  const colleagues = agents
    .filter(({ agentId }) => !hasThemAll(agentId))
    .map((agent): Colleague => {
      const freeUnits = Math.max(0, agent.maxUnits - agent.usedUnits);
      const own = transferableOf(active.filter((window) => window.agent?.agentId === agent.agentId)).units;
      // An agent with capacity for only some of the windows is eligible, because each transfer is decided separately.
      const least = Math.min(...active.map(({ heldUnits }) => heldUnits), units - own);
      const unfit = agent.line !== 'connected' ? 'away' : freeUnits < Math.max(least, 1) ? 'full' : null;
      const servesAll = active.every(({ workstreamId }) => agent.workstreamIds.includes(workstreamId));
      return { ...agent, freeUnits, unfit, servesAll };
    });
  return colleagues.sort((a, b) => rank(a) - rank(b) || b.freeUnits - a.freeUnits || compare(a.name, b.name));
}

function rank({ unfit, servesAll, presence }: Colleague): number {
  return (unfit === null ? 0 : 4) + (servesAll ? 0 : 2) + (presence === 'available' ? 0 : 1);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
