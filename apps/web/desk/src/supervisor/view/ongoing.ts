import type { OngoingConversations, OngoingOptions, OngoingStatus } from '@rejoin/client';

export type Ongoing = OngoingConversations['items'][number];

export const ongoingStatuses = [
  'waiting',
  'active',
  'disconnected',
  'wrap-up',
] as const satisfies readonly OngoingStatus[];
export const ongoingOrders = ['need', 'oldest', 'newest'] as const;

/** Which ongoing conversations a supervisor sees, and in which order. Null selects all. */
export interface OngoingQuery {
  readonly search: string;
  readonly status: OngoingStatus | null;
  readonly agentId: string | null;
  readonly order: (typeof ongoingOrders)[number];
}

export const allOngoing: OngoingQuery = { search: '', status: null, agentId: null, order: 'need' };

export function isFiltered({ search, status, agentId }: OngoingQuery): boolean {
  return search.trim() !== '' || status !== null || agentId !== null;
}

/** Returns the body of the HTTP request. */
export function toSearch(
  { search, status, agentId, order }: OngoingQuery,
  workstreamId: string | null,
): OngoingOptions {
  return {
    order,
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(status === null ? {} : { status }),
    ...(agentId === null ? {} : { agentId }),
    ...(workstreamId === null ? {} : { workstreamId }),
  };
}

export function countOf(counts: OngoingConversations['counts']): number {
  return ongoingStatuses.reduce((sum, status) => sum + counts[status], 0);
}

/**
 * Returns whether another agent can get the conversation now. A disconnected customer without an agent is offered to
 * nobody until the return.
 */
export function canMove({ status, agent }: Pick<Ongoing, 'agent'> & { readonly status: string }): boolean {
  return status === 'waiting' || ((status === 'active' || status === 'disconnected') && agent !== null);
}
