import type { OfferedChat } from '@rejoin/contracts';
import { useDesk, useDeskView } from './use-desk';
import { useNow } from './use-now';

const none: readonly OfferedChat[] = [];

/** Returns the chats that this agent can accept now, by the server's time. It is updated every second. */
export function useOffers(): readonly OfferedChat[] {
  const { client } = useDesk();
  const offers = useDeskView((view) => (view.connection.phase === 'live' ? view.desk.status?.offers : none));
  useNow();
  return offers?.filter(({ until }) => client.clock.secondsUntil(until) > 0) ?? none;
}
