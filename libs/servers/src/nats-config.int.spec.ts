import { integratorDurable, rpcSubject, streamOf, subjectOf, type ServiceName } from '@rejoin/contracts';
import { eventually, startTestNats, type TestNats } from '@rejoin/testing';
import { connect, AckPolicy, DeliverPolicy, type NatsConnection } from 'nats';
import type { NatsUser } from './nats-config';

const stream = streamOf('session-gateway');
const sessionFact = (producer: ServiceName) =>
  producer === 'session-gateway'
    ? subjectOf('default', 'session', 'MessageSent', 'c1')
    : subjectOf('default', 'routing', 'AgentAssigned', 'c1');

describe('the rights of the users of NATS', () => {
  let nats: TestNats;
  const open: NatsConnection[] = [];

  beforeAll(async () => {
    nats = await startTestNats();
    const manager = await (await as('session-gateway')).jetstreamManager();
    await manager.streams.add({ name: stream, subjects: ['rejoin.v1.*.session.>'] });
    await manager.consumers.add(stream, { durable_name: integratorDurable, ack_policy: AckPolicy.Explicit });
  });
  afterAll(async () => {
    for (const connection of open) await connection.close();
    await nats.stop();
  });

  async function as(user: NatsUser): Promise<NatsConnection> {
    const url = new URL(nats.urlOf(user));
    const connection = await connect({
      servers: url.host,
      user,
      pass: url.password,
      inboxPrefix: `_INBOX_${user}`,
    });
    open.push(connection);
    return connection;
  }

  /** Why the server did not let it; a request that nobody may hear runs into its time limit. */
  async function refusal(work: () => Promise<unknown>): Promise<string> {
    try {
      await work();
      return 'let through';
    } catch (error) {
      return String((error as { code?: unknown }).code);
    }
  }

  it('let a service publish its own facts, and no others', async () => {
    const js = (await as('session-gateway')).jetstream({ timeout: 5_000 });
    expect((await js.publish(sessionFact('session-gateway'), '{}')).stream).toBe(stream);
    const foreign = () => js.publish(sessionFact('routing'), '{}');
    expect(await refusal(foreign)).toBe('PERMISSIONS_VIOLATION');
  });

  it('let a service read what others say, through its own durable only', async () => {
    const connection = await as('routing');
    const manager = await connection.jetstreamManager({ timeout: 5_000 });
    const make = (durable_name: string) =>
      manager.consumers.add(stream, {
        durable_name,
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
        filter_subject: 'rejoin.v1.*.session.>',
      });
    await make('routing--session');
    const consumer = await connection.jetstream().consumers.get(stream, 'routing--session');
    const message = await consumer.next({ expires: 20_000 });
    expect(message?.subject).toBe(sessionFact('session-gateway'));
    expect(await message?.ackAck()).toBe(true);

    expect(await refusal(() => make('config--session'))).toBe('PERMISSIONS_VIOLATION');
    expect(await refusal(() => manager.streams.delete(stream))).toBe('PERMISSIONS_VIOLATION');
  });

  it('let a service answer questions to it, and nobody else answer in its place', async () => {
    const subject = rpcSubject({ service: 'config', verb: 'sign-in' });
    const config = await as('config');
    config.subscribe(subject, { callback: (_error, message) => message.respond('the answer') });
    await config.flush();
    const gateway = await as('session-gateway');
    expect((await gateway.request(subject, '', { timeout: 10_000 })).string()).toBe('the answer');

    let denied: unknown;
    const routing = await as('routing');
    routing.subscribe(subject, { callback: (error) => (denied = error) });
    await eventually(() => denied !== undefined);
  });

  it('keep the replies to one user from the others', async () => {
    let denied: unknown;
    (await as('integrator')).subscribe('_INBOX_config.>', { callback: (error) => (denied = error) });
    await eventually(() => denied !== undefined);
  });

  it('let an integrator read through the durable that stands ready', async () => {
    const consumer = await (await as('integrator')).jetstream().consumers.get(stream, integratorDurable);
    const message = await consumer.next({ expires: 20_000 });
    expect(message?.subject).toBe(sessionFact('session-gateway'));
    expect(await message?.ackAck()).toBe(true);
  });

  it('let an integrator change nothing', async () => {
    const connection = await as('integrator');
    const manager = await connection.jetstreamManager({ timeout: 5_000, checkAPI: false });
    const push = JSON.stringify({
      stream_name: stream,
      config: { deliver_subject: 'rejoin.rpc.config.sign-in' },
    });
    const attempts = [
      () => manager.consumers.add(stream, { durable_name: 'mine', ack_policy: AckPolicy.Explicit }),
      () => connection.request(`$JS.API.CONSUMER.CREATE.${stream}`, push, { timeout: 5_000 }),
      () => manager.consumers.delete(stream, integratorDurable),
      () => manager.streams.purge(stream),
      () => connection.jetstream({ timeout: 5_000 }).publish(sessionFact('session-gateway'), '{}'),
      () => connection.request(rpcSubject({ service: 'config', verb: 'sign-in' }), '', { timeout: 5_000 }),
    ];
    for (const attempt of attempts) expect(await refusal(attempt)).toBe('PERMISSIONS_VIOLATION');
  });
});
