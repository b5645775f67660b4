import type { Schema } from '@rejoin/persistence';
import { WorkstreamEntity } from './routing.entities';
import { Routing1795356067000 } from './migrations/1795356067000-routing';
import { Holds1795367261000 } from './migrations/1795367261000-holds';
import { KeptPresence1795851096000 } from './migrations/1795851096000-kept-presence';
import { HeldIndex1795851096001 } from './migrations/1795851096001-held-index';
import { ExpectRows1795853035000 } from './migrations/1795853035000-expect-rows';
import { RoutingRoom1795878679000 } from './migrations/1795878679000-routing-room';
import { RecordsOfConversations1795922001000 } from './migrations/1795922001000-records-of-conversations';
import { Offers1795923000000 } from './migrations/1795923000000-offers';

export const routingSchema: Schema = {
  entities: [WorkstreamEntity],
  migrations: [
    Routing1795356067000,
    Holds1795367261000,
    KeptPresence1795851096000,
    HeldIndex1795851096001,
    ExpectRows1795853035000,
    RoutingRoom1795878679000,
    RecordsOfConversations1795922001000,
    Offers1795923000000,
  ],
};
