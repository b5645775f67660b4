import { messagingSchema } from '@rejoin/messaging';
import { joinSchemas, type Schema } from '@rejoin/persistence';
import { Readiness1795844920000 } from './store/readiness';

/** Returns the whole schema of a service: its own tables and those that every service has. */
export function serviceSchema(own: Schema): Schema {
  return joinSchemas(messagingSchema, { migrations: [Readiness1795844920000] }, own);
}
