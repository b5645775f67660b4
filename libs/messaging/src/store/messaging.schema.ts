import type { Schema } from '@rejoin/persistence';
import { Messaging1795354672000 } from './migrations/1795354672000-messaging';
import { MessagingKinds1795856999000 } from './migrations/1795856999000-messaging-kinds';
import { MessagingRoom1795878678000 } from './migrations/1795878678000-messaging-room';
import { Timelines1795943000000 } from './migrations/1795943000000-timelines';

/** The tables that every service has for its own facts and for those that it consumes. */
export const messagingSchema: Schema = {
  migrations: [
    Messaging1795354672000,
    MessagingKinds1795856999000,
    MessagingRoom1795878678000,
    Timelines1795943000000,
  ],
};
