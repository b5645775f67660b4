import { Database } from '@rejoin/persistence';
import { freshDatabases, type FreshDatabases } from '@rejoin/testing';
import { GatewayFixture } from '../gateway.fixture';
import { readSession } from '../store/session-lookups';

describe('the only gateway, when it is stopped', () => {
  let databases: FreshDatabases;
  let database: Database;
  let gateway: GatewayFixture;

  beforeAll(async () => {
    databases = await freshDatabases();
    gateway = await GatewayFixture.start({ databases });
    const url = databases.urls['session-gateway'];
    database = await Database.open({ url, applicationName: 'test', poolSize: 1 });
  });
  afterAll(async () => {
    await database.close();
    await gateway.stop();
  });

  it('ends the lines of those who do not listen, writes them off, and leaves nothing to be swept', async () => {
    const { caller, conversationId } = await gateway.customer(await gateway.widget());
    caller.socket.pause();
    await gateway.stopReplica(gateway.replica());
    // Nobody else is there to find them lost: what is written is its own work.
    expect(await readSession(database, conversationId)).toMatchObject({ lines: [] });
    expect(await database.query(`select incarnation from gateways`)).toEqual([]);
  });
});
