import type { ServiceName } from '@rejoin/contracts';
import { Database, type Schema } from '@rejoin/persistence';
import { serviceSchema } from '@rejoin/service';
import { configSchema } from '../../apps/config/src/store/config.schema';
import { timerSchema } from '../../apps/reconnection-timer/src/store/timer.schema';
import { routingSchema } from '../../apps/routing/src/store/routing.schema';
import { gatewaySchema } from '../../apps/session-gateway/src/store/gateway.schema';

export const schemas: Readonly<Record<ServiceName, Schema>> = {
  'session-gateway': gatewaySchema,
  routing: routingSchema,
  'reconnection-timer': timerSchema,
  config: configSchema,
};

/** Runs a command on the migrations of a service, and returns what it prints. */
export async function runMigrationCommand(
  service: ServiceName,
  command: 'run' | 'revert' | 'show',
  url: string,
): Promise<string[]> {
  const schema = serviceSchema(schemas[service]);
  const database = await Database.open({ url, applicationName: 'rejoin-migrations', poolSize: 1, schema });
  try {
    const { migrations } = database;
    if (command === 'show')
      return (await migrations.show()).map(({ name, isApplied }) => `[${isApplied ? 'X' : ' '}] ${name}`);
    if (command === 'run') return (await migrations.run()).map((name) => `applied ${name}`);
    const reverted = await migrations.revert();
    return [reverted === null ? 'no migration is applied' : `reverted ${reverted}`];
  } finally {
    await database.close();
  }
}
