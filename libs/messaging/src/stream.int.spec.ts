import { streamOf } from '@rejoin/contracts';
import { eventually, startTestNats, type TestNats } from '@rejoin/testing';
import type { JetStreamClient, JetStreamManager } from 'nats';
import { Bus } from './bus';
import { findStream, isIntact } from './stream';
import { messageSent, TwoServices, upTo } from './two-services.fixture';

const ids = ['a', 'b', 'c'];
const stream = streamOf('session-gateway');

describe('with two replicas of the producer and of the consumer', () => {
  let services: TwoServices;
  let append: ReturnType<TwoServices['produce']>['append'];
  let stopProducers: () => Promise<void>;
  let said = 0;

  beforeEach(async () => {
    services = await TwoServices.start();
    const producers = [services.produce(), services.produce()] as const;
    ({ append } = producers[0]);
    stopProducers = async () => {
      for (const { relay } of producers) await relay.stop();
    };
    services.consume();
    services.consume();
    said = 0;
  });
  afterEach(() => services.stop());

  const say = async (count: number) => {
    for (let i = 0; i < count; i++) {
      said++;
      await append(ids.map((id) => messageSent(id, said)));
    }
  };
  const allHeard = () =>
    eventually(
      async () => {
        for (const id of ids)
          expect((await services.appliedVersions(id)).length).toBeGreaterThanOrEqual(said);
      },
      { timeout: 30_000 },
    );
  const heardOnceInOrder = async () => {
    for (const id of ids) expect(await services.appliedVersions(id)).toEqual(upTo(said));
    expect(await services.parked()).toEqual([]);
    await eventually(async () => (await services.unpublished()) === 0);
  };

  it('a deleted stream is created again, and every fact has its effect once', async () => {
    await say(5);
    await allHeard();
    const { manager } = await services.jetstream();
    await manager.streams.delete(stream);
    // Nothing new is said: the relay finds out by itself.
    await eventually(async () => (await manager.streams.info(stream)).state.messages === 5 * ids.length);
    await say(5);
    await allHeard();
    await heardOnceInOrder();
  });

  it('a process that starts leaves a stream whose oldest facts have expired unchanged', async () => {
    await append(upTo(300).map((n) => messageSent('old', n)));
    await append([messageSent('kept', 1)]);
    await eventually(async () => (await services.appliedVersions('old')).length === 300);
    await eventually(async () => (await services.appliedVersions('kept')).length === 1);
    await eventually(async () => (await services.unpublished()) === 0);
    await stopProducers();
    await services.producer.database.query(
      `update outbox set published_at = published_at - interval '8 days' where aggregate_id = 'old'`,
    );
    const { manager } = await services.jetstream();
    await manager.streams.purge(stream, { seq: 301 });
    const { created } = await manager.streams.info(stream);
    const before = (await manager.streams.info(stream)).state.last_seq;
    const { append: appendLater } = services.produce();
    await appendLater([messageSent('kept', 2)]);
    await eventually(async () => (await services.appliedVersions('kept')).length === 2);
    const after = await manager.streams.info(stream);
    expect([after.created, after.state.last_seq]).toEqual([created, before + 1]);
  });

  it('a stream that lost many facts at once is created again, and one that lost few is not', async () => {
    await append(upTo(300).map((n) => messageSent('long', n)));
    await append(ids.map((id) => messageSent(id, 1)));
    await eventually(async () => (await services.appliedVersions('long')).length === 300);
    await eventually(async () => (await services.unpublished()) === 0);
    const { manager } = await services.jetstream();
    const { created } = await manager.streams.info(stream);
    await manager.streams.deleteMessage(stream, 20);
    await eventually(async () => (await manager.streams.info(stream)).state.last_seq > 303);
    expect((await manager.streams.info(stream)).created).toBe(created);

    // Before anybody looks.
    await stopProducers();
    for (let seq = 30; seq < 280; seq++) await manager.streams.deleteMessage(stream, seq);
    services.produce();
    await eventually(async () => {
      const { created: now, state } = await manager.streams.info(stream);
      expect(now).not.toBe(created);
      expect(state.messages).toBe(303);
    });
    expect(await services.appliedVersions('long')).toEqual(upTo(300));
  });

  it('a deleted durable is created again', async () => {
    await say(5);
    await allHeard();
    const { manager } = await services.jetstream();
    await manager.consumers.delete(stream, 'routing--session');
    await say(5);
    await allHeard();
    await heardOnceInOrder();
  });

  it('a NATS whose storage was wiped while facts waited loses none', async () => {
    await say(5);
    await allHeard();
    const wiped = services.nats.wipe();
    await say(10);
    await wiped;
    await say(5);
    await allHeard();
    await heardOnceInOrder();
  });

  it('a NATS that was restored to an older copy loses none', async () => {
    await say(5);
    await allHeard();
    await services.nats.keepCopy();
    await say(10);
    await allHeard();
    await services.nats.rollBack();
    await say(3);
    await allHeard();
    await heardOnceInOrder();
  });

  it('a NATS that was restored to an older copy and has grown past its old end is detected', async () => {
    await say(5);
    await allHeard();
    await services.nats.keepCopy();
    await say(2);
    await eventually(async () => (await services.unpublished()) === 0);
    // Whatever reached the older copy first hides that its end is missing.
    const rolledBack = services.nats.rollBack();
    await say(40);
    await rolledBack;
    await allHeard();
    await heardOnceInOrder();
  });

  it('a NATS that was killed several times loses none', async () => {
    for (let i = 0; i < 4; i++) {
      const talk = say(10);
      await services.nats.kill('SIGKILL');
      await services.nats.start();
      await talk;
    }
    await allHeard();
    await heardOnceInOrder();
  });

  it('the durable of integrators exists before and after a loss of data', async () => {
    await say(1);
    const { manager } = await services.jetstream();
    await eventually(() => manager.consumers.info(stream, 'integrator'));
    await services.nats.wipe();
    const info = await eventually(() => manager.consumers.info(stream, 'integrator'));
    expect(info.config).toMatchObject({ ack_policy: 'explicit', deliver_policy: 'all' });
  });
});

describe('a stream that is compared with the record in Postgres', () => {
  const known = { created: '', lastSeq: 2, lastId: 'b', replayBelow: 0 };
  let nats: TestNats;
  let bus: Bus;
  let manager: JetStreamManager;
  let js: JetStreamClient;

  beforeAll(async () => {
    nats = await startTestNats();
    bus = new Bus({ url: nats.url, name: 'operator' });
    ({ manager, js } = await eventually(() => bus.jetstream()));
    const { created } = await manager.streams.add({ name: stream, subjects: ['s'] });
    known.created = created;
    for (const msgID of ['a', 'b', 'c']) await js.publish('s', '', { msgID });
  });
  afterAll(async () => {
    await bus.close();
    await nats.stop();
  });

  const holds = async (expected: typeof known | (Omit<typeof known, 'lastId'> & { lastId: null })) =>
    isIntact(manager, 'session-gateway', expected, (await findStream(manager, 'session-gateway'))!);

  it.each([
    ['intact when the last known fact is in its place, whatever came after it', {}, true],
    ['intact when no fact is known to be in it', { lastSeq: 0, lastId: null }, true],
    ['another one when it was created at another time', { created: '2026-01-31T09:00:00Z' }, false],
    ['older when it ends before the last known fact', { lastSeq: 4, lastId: 'd' }, false],
    ['older with newer facts when another fact is in its place', { lastId: 'x' }, false],
  ])('is %s', async (_, difference, intact) => {
    expect(await holds({ ...known, ...difference })).toBe(intact);
  });

  it('is damaged when it was purged', async () => {
    await manager.streams.purge(stream);
    expect(await holds(known)).toBe(false);
    expect(await holds({ ...known, lastId: null })).toBe(true);
  });

  it('is missing when it was deleted', async () => {
    await manager.streams.delete(stream);
    expect(await findStream(manager, 'session-gateway')).toBeUndefined();
  });
});
