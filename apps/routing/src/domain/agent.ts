import type { AgentSettings, Presence, PresenceFact } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { AgentCapacity } from './capacity';

/** `live`: connected at a desk; `lost`: disconnected within the grace period; `none`: signed out, or the grace period is over. */
export type AgentConnection = 'none' | 'live' | 'lost';

export interface Agent {
  readonly agentId: string;
  readonly active: boolean;
  readonly maxUnits: number;
  readonly usedUnits: number;
  readonly defaultPresence: Presence;
  readonly workstreamIds: readonly string[];
  readonly connection: AgentConnection;
  readonly chosenPresence: Presence;
  /**
   * Whether the chosen presence also applies at the next sign-in. Set when the grace period ends without a sign-out, and when
   * a presence is chosen while no desk is connected.
   */
  readonly keepsChosenPresence: boolean;
  /** The newest known epoch. */
  readonly epoch: number;
  /** The newest epoch with a known disconnect. */
  readonly lostEpoch: number;
}

export type AgentEvent =
  | { readonly type: 'settings'; readonly settings: AgentSettings }
  | { readonly type: 'connected'; readonly epoch: number }
  | { readonly type: 'disconnected'; readonly epoch: number }
  | { readonly type: 'grace-lapsed'; readonly epoch: number }
  | { readonly type: 'signed-out'; readonly epoch: number }
  | { readonly type: 'presence-chosen'; readonly presence: Presence }
  | { readonly type: 'forced-offline'; readonly accountId: string };

export function newAgent(agentId: string): Agent {
  return {
    agentId,
    active: false,
    maxUnits: 0,
    usedUnits: 0,
    defaultPresence: 'offline',
    workstreamIds: [],
    connection: 'none',
    chosenPresence: 'offline',
    keepsChosenPresence: false,
    epoch: 0,
    lostEpoch: 0,
  };
}

/** Returns the agent after an event. An event of an older epoch changes nothing. */
export function evolveAgent(agent: Agent, event: AgentEvent): Agent {
  if ('epoch' in event && event.epoch < agent.epoch) return agent;
  switch (event.type) {
    case 'settings': {
      const { active, maxUnits, defaultPresence, workstreamIds } = event.settings;
      return { ...agent, active, maxUnits, defaultPresence, workstreamIds };
    }
    case 'connected': {
      // A presence that was chosen before this event arrived, or that is kept from the last desk, stays.
      const usesDefault =
        agent.connection === 'none' && agent.chosenPresence === 'offline' && !agent.keepsChosenPresence;
      const chosenPresence = usesDefault ? agent.defaultPresence : agent.chosenPresence;
      return { ...agent, connection: 'live', epoch: event.epoch, chosenPresence, keepsChosenPresence: false };
    }
    case 'disconnected':
      if (agent.connection === 'none' && event.epoch === agent.epoch)
        return { ...agent, lostEpoch: event.epoch };
      return { ...agent, connection: 'lost', epoch: event.epoch, lostEpoch: event.epoch };
    case 'grace-lapsed':
      if (agent.connection !== 'lost') return agent;
      return { ...agent, connection: 'none', keepsChosenPresence: true };
    case 'signed-out':
      return {
        ...agent,
        connection: 'none',
        chosenPresence: 'offline',
        keepsChosenPresence: false,
        epoch: event.epoch,
      };
    case 'presence-chosen':
      return { ...agent, chosenPresence: event.presence, keepsChosenPresence: agent.connection === 'none' };
    case 'forced-offline':
      // An agent without a desk is offline already. A presence that is kept for the next sign-in stays.
      return agent.connection === 'none' ? agent : { ...agent, chosenPresence: 'offline' };
  }
}

/** Whether the end of a grace period arrived before the disconnect that started it. */
export function overtakesDisconnect(agent: Agent, epoch: number): boolean {
  if (agent.lostEpoch >= epoch) return false;
  return agent.epoch < epoch || (agent.epoch === epoch && agent.connection !== 'none');
}

/** Returns the presence that decides about new work. It is offline while no desk is connected. */
export function presenceOf({ active, connection, chosenPresence }: Agent): Presence {
  return active && connection === 'live' ? chosenPresence : 'offline';
}

export function isAvailable(agent: Agent): boolean {
  return presenceOf(agent) === 'available';
}

/** Returns the capacity for conversations that are picked or transferred. Busy, do not disturb and away do not prevent these. */
export function capacityOf(agent: Agent): AgentCapacity {
  const { agentId, maxUnits, usedUnits } = agent;
  return { agentId, reachable: presenceOf(agent) !== 'offline', maxUnits, usedUnits };
}

/** Returns a fact if the effective or the chosen presence has changed. `accountId` is the supervisor who did it. */
export function presenceFacts(was: Agent, is: Agent, at: Instant, accountId?: string): PresenceFact[] {
  const presence = presenceOf(is);
  if (presence === presenceOf(was) && is.chosenPresence === was.chosenPresence) return [];
  const { agentId, chosenPresence: chosen } = is;
  return [{ type: 'AgentPresenceChanged', data: { agentId, presence, chosen, accountId, at } }];
}
