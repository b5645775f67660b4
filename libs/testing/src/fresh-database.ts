import type { ServiceName } from '@rejoin/contracts';
import { Database, joinSchemas, type Schema } from '@rejoin/persistence';
import { perService, provision, urlOf, type PerService } from '@rejoin/servers';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { theRun } from './run/run-environment';

export interface FreshDatabase {
  /** The URL with the role and the schema of the service. */
  readonly url: string;
  readonly database: Database;
  /** Closes `database` and drops it with its roles, even if other clients are connected. */
  drop(): Promise<void>;
}

/** Creates a Postgres database for one test file with the tables of `schemas`. */
export async function freshDatabase(
  service: ServiceName,
  ...schemas: readonly Schema[]
): Promise<FreshDatabase> {
  const { urls, drop } = await freshDatabases();
  const database = await Database.open({
    url: urls[service],
    applicationName: `test-${service}`,
    schema: joinSchemas(...schemas),
    poolSize: 8,
  });
  await database.migrations.run();
  return {
    url: urls[service],
    database,
    async drop() {
      await database.close();
      await drop();
    },
  };
}

export interface FreshDatabases {
  readonly urls: PerService<string>;
  /** The URL of the same database as superuser. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/** Creates an empty Postgres database with the schemas and roles of all services, as in a real system. */
export async function freshDatabases(admin = theRun().postgresUrl): Promise<FreshDatabases> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const urls = await provision(
    admin,
    perService(() => 'test'),
    name,
  );
  return {
    urls,
    adminUrl: urlOf(admin, { database: name }),
    drop: () => removeSystem(admin, name),
  };
}

/** Drops a database and its roles, even if clients are connected. */
export async function removeSystem(adminUrl: string, database: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${database} with (force)`);
    const { rows } = await client.query<{ rolname: string }>(
      'select rolname from pg_roles where starts_with(rolname, $1)',
      [`${database}_`],
    );
    for (const { rolname } of rows) await client.query(`drop role ${rolname}`);
  } finally {
    await client.end();
  }
}
