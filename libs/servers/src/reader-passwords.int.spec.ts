import { integratorDurable, streamOf, subjectOf } from '@rejoin/contracts';
import { eventually, startTestNats, type TestNats } from '@rejoin/testing';
import { AckPolicy, connect, Events, type NatsConnection } from 'nats';

const stream = streamOf('session-gateway');

describe('a password of a reader that is changed while it and others read', () => {
  let nats: TestNats;
  let operator: NatsConnection;
  const open: NatsConnection[] = [];
  const lost: string[] = [];

  async function as(user: string, pass = 'test', prefix = user): Promise<NatsConnection> {
    const connection = await connect({
      servers: new URL(nats.url).host,
      user,
      pass,
      inboxPrefix: `_INBOX_${prefix}`,
      reconnect: false,
    });
    open.push(connection);
    void (async () => {
      for await (const { type } of connection.status()) if (type === Events.Disconnect) lost.push(user);
    })();
    return connection;
  }

  /** Publishes a fact, and returns what this user reads of the durable. */
  async function readBy(connection: NatsConnection, durable: string, text: string): Promise<string> {
    await operator.jetstream().publish(subjectOf('default', 'session', 'SomethingHappened', 'c1'), text);
    const consumer = await connection.jetstream({ timeout: 20_000 }).consumers.get(stream, durable);
    const message = await consumer.next({ expires: 20_000 });
    await message?.ackAck();
    return message?.string() ?? '';
  }

  beforeAll(async () => {
    nats = await startTestNats({ readers: { crm: 'test', warehouse: 'test' } });
    operator = await as('operator');
    const manager = await operator.jetstreamManager();
    await manager.streams.add({ name: stream, subjects: ['rejoin.v1.*.session.>'] });
    for (const durable_name of [integratorDurable, 'crm'])
      await manager.consumers.add(stream, { durable_name, ack_policy: AckPolicy.Explicit });
  });
  afterEach(async () => {
    nats.admitEverybody();
    // The server reads its configuration a moment later.
    await eventually(() => as(integratorDurable));
    lost.length = 0;
  });
  afterAll(async () => {
    await Promise.all(open.map((connection) => connection.close()));
    await nats.stop();
  });

  it('is valid beside the old one, goes on with the same durable, and only the old one ends', async () => {
    const [before, warehouse, service] = [await as('crm'), await as('warehouse'), await as('routing')];
    expect(await readBy(before, 'crm', 'one')).toBe('one');

    nats.setReaders({ crm_2: 'new', crm: 'test', warehouse: 'test' });
    let after: NatsConnection | undefined;
    await eventually(async () => (after = await as('crm_2', 'new')));
    if (!after) throw new Error('no connection');
    expect(await readBy(after, 'crm', 'two')).toBe('two');
    expect(await readBy(before, 'crm', 'three')).toBe('three');
    // A program may keep the prefix of its inbox.
    expect(await readBy(await as('crm_2', 'new', 'crm'), 'crm', 'four')).toBe('four');
    expect(lost).toEqual([]);

    nats.setReaders({ crm_2: 'new', warehouse: 'test' });
    await eventually(() => expect(lost).toEqual(['crm']));
    await expect(as('crm')).rejects.toThrow(/authorization/i);
    expect(await readBy(after, 'crm', 'five')).toBe('five');
    for (const other of [operator, warehouse, service]) expect(other.isClosed()).toBe(false);
    expect(lost).toEqual(['crm']);
  });

  it('of the first reader replaces the one that it has', async () => {
    const before = await as(integratorDurable);
    const others = { crm: 'test', warehouse: 'test' };
    nats.setReaders({ ...others, integrator_2: 'new', integrator: 'test' });
    let after: NatsConnection | undefined;
    await eventually(async () => (after = await as('integrator_2', 'new')));
    await after?.flush();
    expect(before.isClosed()).toBe(false);
    nats.setReaders({ ...others, integrator_2: 'new' });
    await eventually(() => expect(before.isClosed()).toBe(true));
    await expect(as(integratorDurable)).rejects.toThrow(/authorization/i);
  });
});
