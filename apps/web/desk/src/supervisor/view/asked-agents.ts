import type { Presence } from '@rejoin/contracts';

export const presences = [
  'available',
  'busy',
  'do-not-disturb',
  'away',
  'offline',
] as const satisfies readonly Presence[];
export const agentOrders = ['busy', 'free'] as const;

/** Which agents a supervisor wants to see, and in which order. */
export interface AskedAgents {
  readonly search: string;
  readonly presence: Presence | null;
  readonly order: (typeof agentOrders)[number];
}

/** Signed in and busy first. */
export const allAgents: AskedAgents = { search: '', presence: null, order: 'busy' };

export function isNarrowed({ search, presence }: AskedAgents): boolean {
  return search.trim() !== '' || presence !== null;
}

/** As the server is asked. */
export function queryOf({ search, presence, order }: AskedAgents) {
  return {
    order,
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(presence === null ? {} : { presence }),
  };
}
