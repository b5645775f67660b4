import type { Monitored } from '@rejoin/contracts';
import type { Session } from './session';

/** What happens in a conversation, as supervisors see it. `OngoingStore` has the same rule in SQL. */
export function statusOf({ state, status }: Session): Monitored['conversation']['status'] {
  if (state === 'closed' || state === 'wrap-up') return state;
  if (status === 'away') return 'disconnected';
  return state === 'active' ? 'active' : 'waiting';
}
