import { freshDatabases, startTestNats, type FreshDatabases, type TestNats } from '@rejoin/testing';
import { withAcceptedPasswords } from './accepted-passwords';

describe('the passwords of the command line while they are changed', () => {
  let fresh: FreshDatabases;
  let nats: TestNats;
  let older: string;

  beforeAll(async () => {
    [fresh, nats] = await Promise.all([freshDatabases(), startTestNats()]);
    older = new URL(fresh.urls.routing).password;
  });
  afterAll(() => Promise.all([fresh.drop(), nats.stop()]));

  const accepted = (DATABASE_PASSWORD: string, NATS_PASSWORD: string) =>
    withAcceptedPasswords({
      ...{ DATABASE_URL: fresh.urls.routing, DATABASE_PASSWORD },
      ...{ NATS_URL: nats.urlOf('operator'), NATS_PASSWORD },
    });

  it('are those that the servers have: the older ones before they got the new ones, and the newest afterwards', async () => {
    expect(await accepted(`new\n${older}\n`, 'new\ntest\n')).toMatchObject({
      ...{ DATABASE_PASSWORD: older, NATS_PASSWORD: 'test' },
    });
    expect(await accepted(`${older}\nold`, 'test\nold')).toMatchObject({
      ...{ DATABASE_PASSWORD: older, NATS_PASSWORD: 'test' },
    });
  });

  it('are the newest when the servers have none of them', async () => {
    expect(await accepted('new\nold', 'new\nold')).toMatchObject({
      ...{ DATABASE_PASSWORD: 'new', NATS_PASSWORD: 'new' },
    });
  });
});
