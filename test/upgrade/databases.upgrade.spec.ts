import type { Sql } from '@rejoin/persistence';
import { freshDatabase } from '@rejoin/testing';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeSchema } from '../../tools/migrations/describe-schema';
import { runMigrationCommand } from '../../tools/migrations/run-migration-command';
import { builtBefore } from './release-before';

const services = {
  config: ['apps/config/src/store/config.tables', 'configTables'],
  routing: ['apps/routing/src/store/routing.tables', 'routingMigrations'],
  'reconnection-timer': ['apps/reconnection-timer/src/store/reconnection.tables', 'reconnectionTables'],
  'session-gateway': ['apps/session-gateway/src/store/gateway.tables', 'gatewayTables'],
} as const;

const run = promisify(execFile);

/** Creates the tables as the release before does, with its code. */
async function migrateAsBefore(service: keyof typeof services, url: string): Promise<void> {
  const script = join(__dirname, 'migrate-before.js');
  await run(process.execPath, [script, builtBefore(), ...services[service], url]);
}

const factsOf = (sql: Sql) => sql.query('select aggregate_id, version from fact_versions');

describe.each(Object.keys(services) as (keyof typeof services)[])('a database of %s', (service) => {
  it('of the release before gets the schema of this one, with its rows', async () => {
    const [old, fresh] = [await freshDatabase(service), await freshDatabase(service)];
    try {
      await old.database.query('drop table migrations, schema_migrations');
      await migrateAsBefore(service, old.url);
      await old.database.query(`insert into fact_versions values ('chat', 'conversation-1', 7)`);
      const missing = await runMigrationCommand(service, 'run', old.url);
      const all = await runMigrationCommand(service, 'run', fresh.url);

      expect(missing.length).toBeLessThan(all.length);
      expect(await describeSchema(old.database)).toEqual(await describeSchema(fresh.database));
      expect(await factsOf(old.database)).toEqual([{ aggregate_id: 'conversation-1', version: 7 }]);
    } finally {
      await old.drop();
      await fresh.drop();
    }
  });

  it('of this release lets a process of the release before start', async () => {
    const fresh = await freshDatabase(service);
    try {
      await runMigrationCommand(service, 'run', fresh.url);
      await expect(migrateAsBefore(service, fresh.url)).resolves.toBeUndefined();
    } finally {
      await fresh.drop();
    }
  });
});
