import { FactReader, MemoryStore, type Fact } from '@rejoin/events';
import { eventually, RestorablePostgres, type TestSystem } from '@rejoin/testing';
import { connect, type NatsConnection } from 'nats';
import { texts, type Agent, type Served } from './people';
import type { Shop } from './shop';
import { World } from './world';

const patience = { timeout: 40_000 };

describe('a system whose database is restored to an earlier point, under customers, agents and readers', () => {
  let postgres: RestorablePostgres;
  let world: World<TestSystem>;
  let nats: NatsConnection;
  let reader: FactReader<undefined>;
  let shop: Shop;
  let anna: Agent;
  let mia: Served;
  let tom: Served;
  let noor: Served;
  const seen: Fact[] = [];
  const snapshots: string[] = [];

  beforeAll(async () => {
    postgres = await RestorablePostgres.start();
    world = await World.open({ postgresUrl: postgres.url, keepsRunning: true });
    nats = await followFacts();
    shop = await world.shop({ reconnect: { timeLimitSeconds: 4 } });
    anna = await world.agent(shop, 'anna', { maxUnits: 5 });
    mia = await world.served(shop, anna);
    await mia.chat.send('before the backup');
    tom = await world.served(shop, anna);
    await postgres.backUp();
    await mia.chat.send('after the backup');
    // Tom is away, and his window is open.
    tom.cutter.cut();
    await eventually(() => expect(stateOf(tom)?.slotHeld).toBe(true));
    await eventually(async () =>
      expect(await world.told('routing', tom.conversationId)).toContain('CapacityHeld'),
    );
    await postgres.rememberThisPoint();
    await playWhatIsLost();
    await postgres.restore();
  }, 180_000);
  afterAll(async () => {
    await reader.close();
    await nats.close();
    await world.close();
    await postgres.stop();
  });

  const stateOf = (customer: Served) => anna.desk.conversation(customer.conversationId)?.snapshot;
  const seenOf = (type: string, { conversationId }: Served) =>
    seen.filter((fact) => fact.type === `rejoin.v1.${type}` && fact.subject === conversationId);

  async function followFacts(): Promise<NatsConnection> {
    const { host: servers, username: user, password: pass } = new URL(world.system.nats.urlOf('integrator'));
    const connection = await connect({
      servers,
      user,
      pass,
      inboxPrefix: `_INBOX_${user}`,
      maxReconnectAttempts: -1,
    });
    reader = new FactReader({
      jetstream: connection.jetstream(),
      durable: user,
      store: new MemoryStore(),
      apply: (fact) => void seen.push(fact),
      onTimeline: ({ family }) => {
        snapshots.push(family);
        const kept = seen.filter((fact) => fact.family !== family);
        seen.splice(0, seen.length, ...kept);
      },
    });
    return connection;
  }

  /** What the restored database does not know. */
  async function playWhatIsLost(): Promise<void> {
    await mia.chat.send('lost');
    await anna.desk.send(mia.conversationId, 'lost too');
    noor = await world.served(shop, anna, { gateway: 1 });
    await noor.chat.send('a chat that is lost');
    await eventually(() => expect(stateOf(tom)?.state).toMatch(/wrap-up|closed/));
    await eventually(() => expect(seenOf('ReconnectExpired', tom)).toHaveLength(1));
    await eventually(() => expect(seenOf('ConversationStarted', noor)).toHaveLength(1));
    await eventually(() => expect(texts(mia.chat.entries)).toContain('lost too'));
  }

  it('shows customer and agent the chat as it was at that point, and lets them go on', async () => {
    const known = ['before the backup', 'after the backup'];
    await eventually(() => expect(texts(mia.chat.entries)).toEqual(known), patience);
    await eventually(() => {
      const { transcript } = anna.desk.conversation(mia.conversationId)!;
      expect(texts(transcript.entries)).toEqual(known);
    }, patience);
    await mia.chat.send('I am here');
    await anna.desk.send(mia.conversationId, 'so am I');
    const now = [...known, 'I am here', 'so am I'];
    await eventually(() => expect(texts(mia.chat.entries)).toEqual(now), patience);
    await eventually(() => {
      expect(texts(anna.desk.conversation(mia.conversationId)!.transcript.entries)).toEqual(now);
    }, patience);
  });

  it('tells a customer whose chat is lost, once', async () => {
    await eventually(() => expect(noor.tooLate.map(({ name }) => name)).toEqual(['denied']), patience);
    expect(anna.desk.conversation(noor.conversationId)).toBeUndefined();
  });

  it('ends the window that was open, once, and frees the capacity', async () => {
    await eventually(async () => {
      expect(await world.told('reconnection_timer', tom.conversationId)).toEqual([
        'ReconnectionWindowOpened',
        // By the time for which the timer was not there.
        'ReconnectionWindowExtended',
        'ReconnectExpired',
      ]);
      expect(await world.told('routing', tom.conversationId)).toContain('CapacityReleased');
      expect(await world.used(anna)).toBe(1);
    }, patience);
  });

  it('has readers take a new snapshot, and gives them the facts of the restored history only', async () => {
    await eventually(async () => {
      for (const service of ['session_gateway', 'reconnection_timer', 'routing'] as const)
        for (const customer of [mia, tom]) {
          const facts = await world.facts(service, customer.conversationId);
          const family = {
            session_gateway: 'session',
            reconnection_timer: 'reconnection',
            routing: 'routing',
          }[service];
          const types = seen
            .filter((fact) => fact.family === family && fact.subject === customer.conversationId)
            .map((fact) => fact.type.replace('rejoin.v1.', ''));
          expect(types).toEqual(facts.map(({ type }) => type));
        }
    }, patience);
    expect(seenOf('ConversationStarted', noor)).toEqual([]);
    expect(snapshots).toEqual([...new Set(snapshots)]);
    expect(snapshots).toEqual(expect.arrayContaining(['session', 'routing', 'reconnection']));
  });

  it('serves a new customer, and the audit finds nothing', async () => {
    const ida = await world.served(shop, anna, { gateway: 1 });
    await ida.chat.send('hello');
    await eventually(() => expect(texts(ida.chat.entries)).toEqual(['hello']), patience);
    await world.auditsClean();
  });
});
