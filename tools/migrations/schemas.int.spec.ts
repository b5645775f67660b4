import { Database } from '@rejoin/persistence';
import { serviceSchema } from '@rejoin/service';
import { freshDatabase, type FreshDatabase } from '@rejoin/testing';
import { describeSchema } from './describe-schema';
import { runMigrationCommand, schemas } from './run-migration-command';

const services = Object.keys(schemas) as (keyof typeof schemas)[];

describe.each(services)('the schema of %s', (service) => {
  const schema = serviceSchema(schemas[service]);
  const names = schema.migrations.map(({ name }) => name);
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase(service);
  });
  afterEach(() => fresh.drop());
  const command = (name: 'run' | 'revert' | 'show') => runMigrationCommand(service, name, fresh.url);

  const migrate = async (migrations: typeof schema.migrations) => {
    const database = await Database.open({
      url: fresh.url,
      applicationName: 'test',
      poolSize: 1,
      schema: { migrations },
    });
    await database.migrations.run().finally(() => database.close());
  };

  it('is after each reverted migration what it was before it', async () => {
    const before: unknown[] = [];
    for (const count of names.keys()) {
      before.push(await describeSchema(fresh.database));
      await migrate(schema.migrations.slice(0, count + 1));
    }
    const complete = await describeSchema(fresh.database);
    expect((await command('show')).every((line) => line.startsWith('[X]'))).toBe(true);
    while (before.length > 0) {
      await command('revert');
      expect(await describeSchema(fresh.database)).toEqual(before.pop());
    }
    expect(await command('revert')).toEqual(['no migration is applied']);
    expect(await command('run')).toHaveLength(names.length);
    expect(await describeSchema(fresh.database)).toEqual(complete);
  });

  it('is taken over from a release before TypeORM’s migrations', async () => {
    const isFormer = (one: (typeof schema.migrations)[number]) => new one().formerName !== undefined;
    const former = schema.migrations.filter(isFormer);
    await migrate(former);
    const before = await describeSchema(fresh.database);
    await fresh.database.query('drop table schema_migrations');
    await migrate(former);
    expect(await describeSchema(fresh.database)).toEqual(before);
    const time = (name: string) => Number(name.slice(-13));
    const newer = schema.migrations.filter((one) => !isFormer(one)).map(({ name }) => name);
    newer.sort((a, b) => time(a) - time(b));
    expect(await command('run')).toEqual(newer.map((name) => `applied ${name}`));
    expect((await command('show')).every((line) => line.startsWith('[X]'))).toBe(true);
  });

  it('has migrations whose names end with their order', async () => {
    await command('run');
    const shown = (await command('show')).map((line) => line.slice('[X] '.length));
    expect([...shown].sort()).toEqual([...names].sort());
    expect(new Set(shown.map((name) => name.slice(-13))).size).toBe(shown.length);
  });
});
