import type { ServiceName } from '@rejoin/contracts';
import { messagingTables } from '@rejoin/messaging';
import type { Migration } from '@rejoin/persistence';
import { readinessTable } from '@rejoin/service';
import { configTables } from '../../../config/src/store/config.tables';
import { reconnectionTables } from '../../../reconnection-timer/src/store/reconnection.tables';
import { routingMigrations } from '../../../routing/src/store/routing.tables';
import { gatewayTables } from '../../../session-gateway/src/store/gateway.tables';

const namesOf = (tables: readonly Migration[]) =>
  [...messagingTables, readinessTable, ...tables].map(({ name }) => name);

/** The names of the migrations that each service of this release applies at its start. */
export const expectedMigrations: Readonly<Record<ServiceName, readonly string[]>> = {
  config: namesOf(configTables),
  routing: namesOf(routingMigrations),
  'reconnection-timer': namesOf(reconnectionTables),
  'session-gateway': namesOf(gatewayTables),
};
