import type { AgentSettings, Presence, PresenceFact } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Room } from './capacity';

/** none: signed out, or gone for longer than the grace; lost: gone, within the grace; live: at a desk. */
export type Line = 'none' | 'live' | 'lost';

export interface Agent {
  readonly agentId: string;
  readonly active: boolean;
  readonly maxUnits: number;
  readonly usedUnits: number;
  readonly defaultPresence: Presence;
  readonly workstreamIds: readonly string[];
  readonly line: Line;
  readonly chosen: Presence;
  /** Without a line: a person chose `chosen` and did not sign out since, so it holds at the next desk too. */
  readonly keepsChoice: boolean;
  /** The newest epoch heard of. */
  readonly epoch: number;
  /** The newest epoch that is known to be lost. */
  readonly lostEpoch: number;
}

export type AgentEvent =
  | { readonly type: 'settings'; readonly settings: AgentSettings }
  | { readonly type: 'connected'; readonly epoch: number }
  | { readonly type: 'disconnected'; readonly epoch: number }
  | { readonly type: 'grace-lapsed'; readonly epoch: number }
  | { readonly type: 'signed-out'; readonly epoch: number }
  | { readonly type: 'chose'; readonly presence: Presence };

export function newAgent(agentId: string): Agent {
  return {
    agentId,
    active: false,
    maxUnits: 0,
    usedUnits: 0,
    defaultPresence: 'offline',
    workstreamIds: [],
    line: 'none',
    chosen: 'offline',
    keepsChoice: false,
    epoch: 0,
    lostEpoch: 0,
  };
}

/** The agent after an event. One of an older epoch changes nothing. */
export function hear(agent: Agent, event: AgentEvent): Agent {
  if ('epoch' in event && event.epoch < agent.epoch) return agent;
  switch (event.type) {
    case 'settings': {
      const { active, maxUnits, defaultPresence, workstreamIds } = event.settings;
      return { ...agent, active, maxUnits, defaultPresence, workstreamIds };
    }
    case 'connected': {
      // Without a line and a sign-out, a chosen presence overtook this event or is kept from the desk before.
      const fresh = agent.line === 'none' && agent.chosen === 'offline' && !agent.keepsChoice;
      const chosen = fresh ? agent.defaultPresence : agent.chosen;
      return { ...agent, line: 'live', epoch: event.epoch, chosen, keepsChoice: false };
    }
    case 'disconnected':
      if (agent.line === 'none' && event.epoch === agent.epoch) return { ...agent, lostEpoch: event.epoch };
      return { ...agent, line: 'lost', epoch: event.epoch, lostEpoch: event.epoch };
    case 'grace-lapsed':
      if (agent.line !== 'lost') return agent;
      return { ...agent, line: 'none', keepsChoice: true };
    case 'signed-out':
      return { ...agent, line: 'none', chosen: 'offline', keepsChoice: false, epoch: event.epoch };
    case 'chose':
      return { ...agent, chosen: event.presence, keepsChoice: agent.line === 'none' };
  }
}

/** Whether a lapsed grace came before the news that the line was lost: its cause is still on the way. */
export function isAhead(agent: Agent, epoch: number): boolean {
  if (agent.lostEpoch >= epoch) return false;
  return agent.epoch < epoch || (agent.epoch === epoch && agent.line !== 'none');
}

/** What gates new work: offline while no desk is connected. */
export function presenceOf({ active, line, chosen }: Agent): Presence {
  return active && line === 'live' ? chosen : 'offline';
}

export function isAvailable(agent: Agent): boolean {
  return presenceOf(agent) === 'available';
}

/** Busy, do not disturb or away do not keep an agent from what is picked, or handed over by a colleague. */
export function roomOf(agent: Agent): Room {
  const { agentId, maxUnits, usedUnits } = agent;
  return { agentId, reachable: presenceOf(agent) !== 'offline', maxUnits, usedUnits };
}

/** The fact that a changed presence is; none when neither the effective nor the chosen one changed. */
export function presenceFacts(was: Agent, is: Agent, at: Instant): PresenceFact[] {
  const presence = presenceOf(is);
  if (presence === presenceOf(was) && is.chosen === was.chosen) return [];
  return [{ type: 'AgentPresenceChanged', data: { agentId: is.agentId, presence, chosen: is.chosen, at } }];
}
