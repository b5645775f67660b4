import type { Ongoing } from '../view/ongoing';

/** A conversation that another agent gets. */
export type Moved = Pick<Ongoing, 'conversationId' | 'customerName' | 'workstreamId' | 'agent' | 'units'> & {
  /** A waiting conversation is assigned, any other is transferred. */
  readonly status: string;
};
