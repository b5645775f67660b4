import type { AgentLoads, OpenWindow } from '@rejoin/contracts';
import { toHandOver } from './selection';

export type AgentLoad = AgentLoads['agents'][number];

/** An agent to whom windows could be handed over. */
export interface Colleague extends AgentLoad {
  readonly freeUnits: number;
  /** Why not; null: they can. */
  readonly unfit: 'away' | 'full' | null;
  /** Serves every workstream that the windows belong to. */
  readonly knowsThem: boolean;
}

/** Who could take the windows: first who can, then who is at home in them, is available, and has most room. */
export function colleaguesFor(windows: readonly OpenWindow[], agents: readonly AgentLoad[]): Colleague[] {
  const { active, units } = toHandOver(windows);
  const hasThemAll = (agentId: string) =>
    active.length > 0 && active.every(({ agent }) => agent?.agentId === agentId);
  const colleagues = agents
    .filter(({ agentId }) => !hasThemAll(agentId))
    .map((agent): Colleague => {
      const freeUnits = Math.max(0, agent.maxUnits - agent.usedUnits);
      const own = toHandOver(active.filter((window) => window.agent?.agentId === agent.agentId)).units;
      // Nobody takes several only when room is short: each of them is decided, and answered, by itself.
      const least = Math.min(...active.map(({ heldUnits }) => heldUnits), units - own);
      const unfit = agent.line !== 'connected' ? 'away' : freeUnits < Math.max(least, 1) ? 'full' : null;
      const knowsThem = active.every(({ workstreamId }) => agent.workstreamIds.includes(workstreamId));
      return { ...agent, freeUnits, unfit, knowsThem };
    });
  return colleagues.sort((a, b) => rank(a) - rank(b) || b.freeUnits - a.freeUnits || compare(a.name, b.name));
}

function rank({ unfit, knowsThem, presence }: Colleague): number {
  return (unfit === null ? 0 : 4) + (knowsThem ? 0 : 2) + (presence === 'available' ? 0 : 1);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
