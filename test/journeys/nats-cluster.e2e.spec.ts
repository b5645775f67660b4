import { streamOf } from '@rejoin/contracts';
import { eventually, type TestNatsNode } from '@rejoin/testing';
import { serviceNames } from '@rejoin/servers';
import { Subscriber } from '../prove/subscriber';
import { texts, type Agent, type Served } from './people';
import type { Shop } from './shop';
import { inAWorldOnACluster } from './world';

/** The election of a leader takes up to 10 s. */
const patient = { timeout: 60_000 };
/** Rarely, a copy that was interrupted becomes current only after minutes. */
const untilWhole = { timeout: 240_000 };
const gatewayStream = streamOf('session-gateway');
const threeCopies = { NATS_STREAM_REPLICAS: '3' };

jest.setTimeout(420_000);

describe('on a NATS cluster of three, with two replicas of each service', () => {
  const world = inAWorldOnACluster({
    ...{ gateways: 2, routings: 2, configs: 2, timers: 2 },
    environment: Object.fromEntries(serviceNames.map((service) => [service, threeCopies])),
  });
  let subscriber: Subscriber;
  let shop: Shop;
  let anna: Agent;
  let customer: Served;

  beforeAll(async () => {
    subscriber = await Subscriber.connect(world().system.nats.urlOf('integrator'));
    shop = await world().shop({ debounceSeconds: 1 });
    anna = await world().agent(shop, 'anna', { gateway: 1 });
    customer = await world().served(shop, anna);
  });
  afterAll(() => subscriber.close());

  it('every stream and its durables have three copies', async () => {
    const { nats } = world().system;
    for (const stream of serviceNames.map(streamOf)) {
      const { config, cluster } = await nats.ask((manager) => manager.streams.info(stream));
      expect([stream, config.num_replicas, cluster?.replicas?.length]).toEqual([stream, 3, 2]);
    }
    const durable = await nats.ask((manager) => manager.consumers.info(gatewayStream, 'integrator'));
    expect(durable.cluster?.replicas).toHaveLength(2);
  });

  it('customers chat, drop and return while the leader of the stream is killed and comes back', async () => {
    const leader = await leaderOfAWholeCluster();
    await leader.kill('SIGKILL');
    await chatDropAndReturn('killed');
    await leader.start();
    await everyFactIsHeardOnce();
  });

  it('customers chat, drop and return while the leader is frozen, although its sockets stay open', async () => {
    const leader = await leaderOfAWholeCluster();
    leader.freeze();
    await chatDropAndReturn('frozen').finally(() => leader.thaw());
    await everyFactIsHeardOnce();
  });

  /** A cluster of three bears the loss of one server only when the copies of the two others are current. */
  async function leaderOfAWholeCluster(): Promise<TestNatsNode> {
    const { nats } = world().system;
    await eventually(async () => expect(await nats.isWhole()).toBe(true), untilWhole);
    return eventually(() => nats.leaderOf(gatewayStream));
  }

  /** Each side sees what the other says; the slot is held while the customer is away; a new customer gets an agent. */
  async function chatDropAndReturn(when: string): Promise<void> {
    const { chat, conversationId } = customer;
    const returns = customer.reconnected.length;
    await chat.send(`${when} 1`);
    customer.cutter.cut();
    await eventually(() => expect(snapshot()?.slotHeld).toBe(true), patient);
    customer.cutter.restore();
    await eventually(() => expect(customer.reconnected).toHaveLength(returns + 1), patient);
    await anna.desk.send(conversationId, `${when} 2`);
    await eventually(
      () => expect(texts(chat.entries).slice(-2)).toEqual([`${when} 1`, `${when} 2`]),
      patient,
    );
    await eventually(() => expect(snapshot()?.slotHeld).toBe(false), patient);
    const next = await world().customer(shop);
    await next.chat.start();
    await eventually(() => expect(next.chat.conversation?.agent?.agentId).toBe(anna.agentId), patient);
    await next.chat.endChat();
    await eventually(async () => expect(await world().used(anna)).toBe(1), patient);
  }

  function snapshot() {
    return anna.desk.conversation(customer.conversationId)?.snapshot;
  }

  /** By a system that reads all facts through the same cluster. */
  async function everyFactIsHeardOnce(): Promise<void> {
    await eventually(async () => {
      const told = await world().sql<{ name: string }>(
        serviceNames
          .map((service) => service.replaceAll('-', '_'))
          .map(
            (schema) =>
              `select family || '/' || aggregate_id || '/' || version as name from ${schema}.outbox`,
          )
          .join(' union all '),
      );
      expect(told.filter(({ name }) => !subscriber.heard.has(name))).toEqual([]);
      expect(subscriber.heard.size).toBe(told.length);
    }, patient);
    expect(subscriber.complaints).toEqual([]);
  }
});
