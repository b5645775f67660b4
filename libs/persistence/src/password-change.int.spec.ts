import { SecretValues } from '@rejoin/kernel';
import { eventually, freshDatabases, type FreshDatabases } from '@rejoin/testing';
import { Database } from './database';
import { isUnreachable, NoConnection } from './sql-errors';

const outcomeOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe('a password of Postgres that is changed under a running service', () => {
  let fresh: FreshDatabases;
  let admin: Database;
  let role: string;
  let file: string;
  let troubles: unknown[];
  let database: Database;

  beforeAll(async () => {
    fresh = await freshDatabases();
    admin = await Database.open({ url: fresh.adminUrl, applicationName: 'admin' });
    role = new URL(fresh.urls.routing).username;
  });
  afterAll(async () => {
    await admin.close();
    await fresh.drop();
  });
  beforeEach(async () => {
    file = 'old';
    troubles = [];
    await setPassword('old');
    database = await open();
  });
  afterEach(() => database.close());

  const setPassword = (password: string) => admin.query(`alter role ${role} password '${password}'`);
  const open = () => {
    const password = new SecretValues(file);
    password.follow({ read: () => file, onProblem: () => undefined });
    return Database.open({
      url: fresh.urls.routing,
      password,
      applicationName: 'changed',
      onTrouble: (error) => void troubles.push(error),
    });
  };
  const endConnections = () =>
    eventually(async () => {
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'changed'`,
      );
      const [left] = await admin.query<{ count: number }>(
        `select count(*)::int from pg_stat_activity where application_name = 'changed'`,
      );
      return left?.count === 0;
    });
  const one = () => database.query('select 1 as one');
  /** The first statement after the end of the connections may find one of them. */
  const works = () => eventually(async () => expect(await one()).toEqual([{ one: 1 }]));

  it('is not noticed when the service has the old and the new one', async () => {
    file = 'new\nold';
    await endConnections();
    await works();
    await setPassword('new');
    expect(await one()).toEqual([{ one: 1 }]);
    await endConnections();
    await works();
    expect(troubles.filter((error) => error instanceof NoConnection)).toEqual([]);
  });

  it('admits a service that starts in the middle of it', async () => {
    file = 'new\nold';
    const second = await open();
    await second.close();
    await setPassword('new');
    const third = await open();
    await third.close();
  });

  it('keeps open connections, refuses new ones with one sentence, and recovers when the file has it', async () => {
    await setPassword('new');
    expect(await one()).toEqual([{ one: 1 }]);
    await endConnections();
    await eventually(async () => {
      const refused = await outcomeOf(one());
      expect(String(refused)).toContain('password authentication failed for user');
      expect(isUnreachable(refused)).toBe(true);
    });
    file = 'new\nold';
    await works();
  });

  it('ends the old one: a service that has only this is refused', async () => {
    file = 'new\nold';
    await setPassword('new');
    await (await open()).close();
    file = 'old';
    expect(await outcomeOf(open())).toBeInstanceOf(NoConnection);
  });
});
