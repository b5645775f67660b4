import { messagingSchema } from '@rejoin/messaging';
import { Database, joinSchemas, type Schema } from '@rejoin/persistence';
import { serviceNames } from '@rejoin/servers';
import { freshDatabases, sqlMigration, type FreshDatabases } from '@rejoin/testing';
import { Client } from 'pg';
import type { Finding } from '../domain/finding';
import { expectedMigrations, serviceSchemas } from '../store/expected-migrations';
import { examinePostgres } from './examine-postgres';

const wrong = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level !== 'ok').map(({ check, what }) => `${check}: ${what}`);

describe('doctor, of a real Postgres', () => {
  let databases: FreshDatabases;
  let admin: Client;
  // The server of a test run does not wait for the disk.
  const found = async () =>
    wrong(await examinePostgres(databases.adminUrl)).filter((one) => !one.startsWith('postgres.fsync'));
  const migrate = async (url: string, schema: Schema) => {
    const database = await Database.open({ url, applicationName: 'doctor', poolSize: 1, schema });
    await database.migrations.run().finally(() => database.close());
  };
  /** Makes a cause, looks, and takes the cause away, after which nothing may be found. */
  const finds = async (cause: string, cure: string) => {
    await admin.query(cause);
    const findings = await found();
    await admin.query(cure);
    expect(await found()).toEqual([]);
    return findings;
  };

  beforeAll(async () => {
    databases = await freshDatabases();
    for (const service of serviceNames) await migrate(databases.urls[service], serviceSchemas[service]);
    admin = new Client({ connectionString: databases.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await databases.drop();
  });

  it('finds nothing in a database as the services make it', async () => {
    expect(await found()).toEqual([]);
  });

  it('finds an index whose build failed', async () => {
    await admin.query(`insert into routing.parked_facts (family, aggregate_id, message, reason)
      values ('session', 'c1', 'a', 'r'), ('session', 'c1', 'b', 'r')`);
    await expect(
      admin.query('create unique index concurrently interrupted on routing.parked_facts (aggregate_id)'),
    ).rejects.toThrow('could not create unique index');
    const findings = await found();
    expect(findings).toContain(
      'postgres.indexes: the index routing.interrupted is not valid: its build was interrupted or failed',
    );
    expect(findings).toContain('facts: routing has parked 2 facts');
    await admin.query('drop index routing.interrupted; delete from routing.parked_facts');
    expect(await found()).not.toContainEqual(expect.stringContaining('routing'));
  });

  it('finds rights that are missing, and those that are too many', async () => {
    const role = new URL(databases.urls.config).username;
    expect(
      await finds(`grant usage on schema routing to ${role}`, `revoke usage on schema routing from ${role}`),
    ).toEqual([`postgres.rights: the role ${role} may use the schema routing of another service`]);
    expect(await finds(`alter role ${role} superuser`, `alter role ${role} nosuperuser`)).toEqual([
      `postgres.rights: the role ${role} may do more than its service needs`,
    ]);
    expect(await finds(`alter role ${role} nologin`, `alter role ${role} login`)).toEqual([
      `postgres.rights: the role ${role} may not log in`,
    ]);
  });

  it('finds the migrations of a newer release', async () => {
    const newer = `insert into routing.schema_migrations ("timestamp", name) values (9999999999999, 'Newer9999999999999')`;
    expect(await finds(newer, `delete from routing.schema_migrations where name like 'Newer%'`)).toEqual([
      'postgres.migrations: routing has applied Newer9999999999999, which this release does not know',
    ]);
  });

  it('finds a migration that was interrupted, after which nothing is half done', async () => {
    const fresh = await freshDatabases();
    try {
      const { config } = fresh.urls;
      const broken = sqlMigration(8e12, { up: 'create table half (); select 1 / 0' });
      await migrate(config, messagingSchema);
      await expect(
        migrate(config, joinSchemas(serviceSchemas.config, { migrations: [broken] })),
      ).rejects.toThrow('division by zero');
      const findings = wrong(await examinePostgres(fresh.adminUrl)).filter((one) =>
        one.includes('migrations'),
      );
      expect(findings).toEqual([
        `postgres.migrations: config has not applied ${expectedMigrations('config').slice(messagingSchema.migrations.length).join(', ')}`,
        'postgres.migrations: routing has no tables',
        'postgres.migrations: reconnection-timer has no tables',
        'postgres.migrations: session-gateway has no tables',
      ]);
    } finally {
      await fresh.drop();
    }
  });
});
