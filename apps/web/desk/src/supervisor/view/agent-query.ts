import type { Presence } from '@rejoin/contracts';

export const presences = [
  'available',
  'busy',
  'do-not-disturb',
  'away',
  'offline',
] as const satisfies readonly Presence[];
export const agentOrders = ['busy', 'free'] as const;

/** Which agents a supervisor sees, and in which order. */
export interface AgentQuery {
  readonly search: string;
  readonly presence: Presence | null;
  readonly order: (typeof agentOrders)[number];
}

/** All agents, with the signed-in and busy ones first. */
export const allAgents: AgentQuery = { search: '', presence: null, order: 'busy' };

export function isNarrowed({ search, presence }: AgentQuery): boolean {
  return search.trim() !== '' || presence !== null;
}

/** Returns the query parameters of the HTTP request. */
export function paramsOf({ search, presence, order }: AgentQuery) {
  return {
    order,
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(presence === null ? {} : { presence }),
  };
}
