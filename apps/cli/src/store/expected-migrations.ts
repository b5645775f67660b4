import type { ServiceName } from '@rejoin/contracts';
import type { Schema } from '@rejoin/persistence';
import { serviceSchema } from '@rejoin/service';
import { configSchema } from '../../../config/src/store/config.schema';
import { timerSchema } from '../../../reconnection-timer/src/store/timer.schema';
import { routingSchema } from '../../../routing/src/store/routing.schema';
import { gatewaySchema } from '../../../session-gateway/src/store/gateway.schema';

/** The tables of each service of this release. */
export const serviceSchemas: Readonly<Record<ServiceName, Schema>> = {
  config: serviceSchema(configSchema),
  routing: serviceSchema(routingSchema),
  'reconnection-timer': serviceSchema(timerSchema),
  'session-gateway': serviceSchema(gatewaySchema),
};

/** The names of the migrations that a service of this release applies at its start. */
export const expectedMigrations = (service: ServiceName): readonly string[] =>
  serviceSchemas[service].migrations.map(({ name }) => name);
