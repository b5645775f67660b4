import { integratorDurable, subjectOf, type Envelope } from '@rejoin/contracts';
import { freePort, natsUrl, natsUsers, startNats, type NatsServer, type NatsUser } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AckPolicy, type NatsConnection } from 'nats';
import { connectTo } from './connect-to';
import { FactFeed } from './fact-feed';
import { makeReader, streams } from './reader';

const reader = 'demo-portal';
const fact = (version: number, subject = 'c1') => {
  return {
    id: `${subject}-${version}`,
    type: 'rejoin.v1.MessageSent',
    data: {},
    family: 'session',
    subject,
    version,
    time: `t${version}`,
  } as unknown as Envelope;
};

describe('the facts that the demo shows', () => {
  const storeDir = mkdtempSync(join(tmpdir(), 'rejoin-feed-'));
  let nats: NatsServer;
  let operator: NatsConnection;
  let feed: FactFeed;

  beforeAll(async () => {
    const passwords = Object.fromEntries(natsUsers.map((user) => [user, 'test'])) as Record<NatsUser, string>;
    nats = await startNats({ storeDir, port: await freePort(), passwords, readers: { [reader]: 'test' } });
    operator = await connectTo(natsUrl(nats, 'operator', 'test'));
    const manager = await operator.jetstreamManager();
    for (const name of streams) {
      const family = name === 'REJOIN_SESSION_GATEWAY' ? 'session' : name;
      await manager.streams.add({ name, subjects: [`rejoin.v1.*.${family}.>`] });
      await manager.consumers.add(name, {
        durable_name: integratorDurable,
        ack_policy: AckPolicy.Explicit,
      });
    }
    await publish(fact(1));
    await makeReader(natsUrl(nats, 'operator', 'test'), reader);
    feed = await open(() => undefined);
  });
  afterAll(async () => {
    await feed.close();
    await operator.close();
    await nats.stop();
    rmSync(storeDir, { recursive: true, force: true });
  });

  const open = (onGone: (why: Error) => void) =>
    FactFeed.open(natsUrl(nats, reader, 'test'), reader, onGone, 500);
  const publish = (one: Envelope) =>
    operator
      .jetstream()
      .publish(subjectOf('default', 'session', 'MessageSent', one.subject), JSON.stringify(one));
  const heard = () => feed.latest.map(({ id }) => id);

  it('are those of the last minutes, and each that happens, once and in order', async () => {
    await eventually(() => expect(heard()).toEqual(['c1-1']));
    const told: string[] = [];
    const end = feed.onFact(({ id }) => told.push(id));
    for (const version of [3, 1, 2]) await publish(fact(version));
    await eventually(() => expect(told).toEqual(['c1-2', 'c1-3']));
    end();
    await publish(fact(4));
    await eventually(() => expect(heard()).toEqual(['c1-1', 'c1-2', 'c1-3', 'c1-4']));
    expect(told).toHaveLength(2);
  });

  it('are taken from nobody: an integrator still gets each of them', async () => {
    const connection = await connectTo(natsUrl(nats, 'integrator', 'test'));
    const consumer = await connection.jetstream().consumers.get('REJOIN_SESSION_GATEWAY', integratorDurable);
    const message = await consumer.next({ expires: 20_000 });
    expect(message?.json<Envelope>().id).toBe('c1-1');
    await connection.close();
  });

  it('are read with the right to read, by nothing but durables of its own', async () => {
    const connection = await connectTo(natsUrl(nats, reader, 'test'));
    const js = connection.jetstream({ timeout: 300 });
    const foreign = js.consumers.get('REJOIN_SESSION_GATEWAY', integratorDurable);
    await expect(foreign).rejects.toThrow();
    const mine = js.publish(subjectOf('default', 'session', 'MessageSent', 'c1'), '{}');
    await expect(mine).rejects.toMatchObject({ code: 'PERMISSIONS_VIOLATION' });
    await connection.close();
  });

  it('are asked for anew by whoever started it, when the durables are gone', async () => {
    let why: Error | undefined;
    const other = await open((gone) => (why = gone));
    const manager = await operator.jetstreamManager();
    for (const stream of streams) await manager.consumers.delete(stream, reader);
    await eventually(() => expect(why?.message).toMatch(/has no durable demo-portal/));
    await other.close();
  });
});
