import { streamOf } from '@rejoin/contracts';
import { eventually, freshDatabase, startTestNatsCluster, type TestNatsCluster } from '@rejoin/testing';
import { AckPolicy } from 'nats';
import { Bus } from './bus';
import { messagingSchema } from './store/messaging.schema';
import { OperatorConnection } from './operator-connection';
import { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { messageSent } from './two-services.fixture';

const service = 'session-gateway';
const stream = streamOf(service);
const silent = { warn: () => undefined, info: () => undefined, error: () => undefined };
/** nats-server 2.9 rarely needs minutes until a copy is current or a leader is elected. */
const patient = { timeout: 180_000 };
jest.setTimeout(420_000);

describe('a stream in a cluster', () => {
  let nats: TestNatsCluster;
  let producer: Awaited<ReturnType<typeof freshDatabase>>;
  const closing: (() => Promise<void>)[] = [];
  let said = 0;

  beforeAll(async () => {
    nats = await startTestNatsCluster();
    producer = await freshDatabase(service, messagingSchema);
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  afterAll(() => nats.stop());

  /** Starts the service with this number of copies, as after a change of its environment. */
  const withCopies = (replicas: number) => {
    const bus = new Bus({ url: nats.urlOf(service), name: service });
    const outbox = new Outbox();
    const { database } = producer;
    const options = { replicas, readers: [] };
    const relay = new OutboxRelay({ database, bus, service, log: silent, stream: options }, outbox);
    const stop = async () => {
      await relay.stop();
      await bus.close();
    };
    closing.unshift(stop);
    const say = () => database.transaction((tx) => outbox.append(tx, [messageSent('a', ++said)]));
    return { say, stop };
  };
  const report = async () => {
    const operator = await OperatorConnection.open(nats.url);
    try {
      return await operator.stream(service);
    } finally {
      await operator.close();
    }
  };

  /** A durable gets its copies a moment after its stream. */
  const hasThreeCopies = () =>
    eventually(async () => {
      const copied = { messages: said, replicas: 3, currentReplicas: 3, differences: [] };
      expect(await report()).toMatchObject(copied);
      const durable = await nats.ask((manager) => manager.consumers.info(stream, 'integrator'));
      expect(durable.cluster?.replicas ?? []).toHaveLength(2);
    }, patient);

  it('gets three copies in place of one while it is in use, and keeps its facts', async () => {
    const before = withCopies(1);
    await before.say();
    await eventually(
      async () => expect(await report()).toMatchObject({ messages: said, replicas: 1 }),
      patient,
    );
    const { created } = await nats.ask((manager) => manager.streams.info(stream));
    await before.stop();
    const after = withCopies(3);
    await after.say();
    await hasThreeCopies();
    expect((await nats.ask((manager) => manager.streams.info(stream))).created).toBe(created);
  });

  /** Starts what an earlier try has stopped, and waits until any server may fail. */
  const whole = async () => {
    for (const node of nats.nodes) await node.start();
    await eventually(async () => expect(await nats.isWhole()).toBe(true), patient);
  };
  const leaders = () =>
    nats.ask(async (manager) => {
      const { cluster } = await manager.streams.info(stream);
      const durable = await manager.consumers.info(stream, 'integrator');
      return [cluster?.leader, durable.cluster?.leader];
    });

  it('is reported as incomplete while a server is gone', async () => {
    await whole();
    const leading = await eventually(leaders, patient);
    const follower = nats.nodes.find(({ name }) => !leading.includes(name));
    await follower?.kill('SIGKILL');
    const incomplete = { messages: said, replicas: 3, currentReplicas: 2 };
    await eventually(async () => expect(await report()).toMatchObject(incomplete), patient);
    await follower?.start();
    await hasThreeCopies();
  });

  it('says within its time which durable has no leader', async () => {
    await whole();
    // Its only copy is on one server.
    const single = { durable_name: 'single', ack_policy: AckPolicy.Explicit, num_replicas: 1 };
    const { cluster } = await eventually(
      () => nats.ask((manager) => manager.consumers.add(stream, single)),
      patient,
    );
    const only = nats.nodes.find(({ name }) => name === cluster?.leader);
    expect(await report()).toMatchObject({ leaderless: [] });
    await only?.kill('SIGKILL');
    await eventually(async () => {
      expect((await report())?.leaderless).toContain('single');
    }, patient);
    await only?.start();
    await eventually(async () => expect(await report()).toMatchObject({ leaderless: [] }), patient);
    await nats.ask((manager) => manager.consumers.delete(stream, 'single'));
  });

  // The leader of the durable may be gone too, for which nats-server 2.9 sometimes elects none until that server is back.
  it('is the same stream after an election', async () => {
    await whole();
    const leader = await eventually(() => nats.leaderOf(stream), patient);
    const { created } = await nats.ask((manager) => manager.streams.info(stream));
    await leader.kill('SIGKILL');
    const { say } = withCopies(3);
    await say();
    await eventually(async () => {
      const { state, cluster } = await nats.ask((manager) => manager.streams.info(stream));
      expect(state.messages).toBe(said);
      expect(cluster?.leader).not.toBe(leader.name);
    }, patient);
    await leader.start();
    await hasThreeCopies();
    expect((await nats.ask((manager) => manager.streams.info(stream))).created).toBe(created);
  });
});
