import { freshDatabases, removeSystem, type FreshDatabases } from '@rejoin/testing';
import { Client } from 'pg';
import { perService, provision, urlOf } from './provision';

describe('a provisioned database', () => {
  let databases: FreshDatabases;
  let name: string;
  beforeAll(async () => {
    databases = await freshDatabases();
    name = new URL(databases.adminUrl).pathname.slice(1);
  });
  afterAll(() => databases.drop());

  async function ask(url: string, sql: string): Promise<unknown[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('gives each service a schema that is its search path', async () => {
    const schemas = await Promise.all(
      Object.values(databases.urls).map((url) => ask(url, 'select current_schema() as schema')),
    );
    expect(schemas.flat()).toEqual([
      { schema: 'config' },
      { schema: 'routing' },
      { schema: 'reconnection_timer' },
      { schema: 'session_gateway' },
    ]);
  });

  it('lets a service create nothing in public and no schema of its own', async () => {
    await expect(ask(databases.urls.routing, 'create table public.t (n int)')).rejects.toThrow(
      /permission denied/,
    );
    await expect(ask(databases.urls.routing, 'create schema more')).rejects.toThrow(/permission denied/);
  });

  it('is kept when it is provisioned again, also concurrently', async () => {
    await ask(databases.urls.config, 'create table kept (n int)');
    const again = () =>
      provision(
        databases.adminUrl,
        perService(() => 'test'),
      );
    const urls = await Promise.all([again(), again(), again()]);
    expect(urls[0]).toEqual(databases.urls);
    expect(await ask(databases.urls.config, 'select * from kept')).toEqual([]);
  });

  it('can be created by a role that is no superuser, beside another system on the same server', async () => {
    const [owner, other] = [`owner_${name}`, `other_${name}`];
    await ask(databases.adminUrl, `create role ${owner} login createrole createdb password 'owner'`);
    try {
      const ownerUrl = urlOf(databases.adminUrl, { database: other, user: owner, password: 'owner' });
      const query = jest.spyOn(Client.prototype, 'query');
      const urls = await provision(
        ownerUrl,
        perService(() => 'different'),
      );
      const statements = query.mock.calls.flat().join('\n');
      query.mockRestore();
      expect(statements).toContain('password');
      expect(statements).not.toContain('different');
      await ask(urls.config, 'create table t (n int)');
      await ask(databases.urls.config, 'select 1');
      const stranger = urlOf(urls.config, { database: name });
      await expect(ask(stranger, 'select 1')).rejects.toThrow(/permission denied for database/);
    } finally {
      await removeSystem(databases.adminUrl, other);
      await ask(databases.adminUrl, `drop role ${owner}`);
    }
  });
});
