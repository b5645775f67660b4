import { eventually } from '@rejoin/testing';
import { Envelope, streamOf } from '@rejoin/contracts';
import { connectTo } from './connect-to';
import { DiscardPolicy } from 'nats';
import { Outbox } from './outbox';
import { cleanOutbox } from './store/outbox-rows';
import { messageSent, TwoServices, upTo } from './two-services.fixture';

describe('the relay', () => {
  let services: TwoServices;

  beforeEach(async () => {
    services = await TwoServices.start();
  });
  afterEach(() => services.stop());

  /** Everything in the stream, in its order. */
  const published = async () => {
    const { manager } = await services.jetstream();
    const stream = streamOf('session-gateway');
    const { state } = await manager.streams.info(stream);
    const messages = await Promise.all(
      upTo(state.last_seq).map((seq) => manager.streams.getMessage(stream, { seq })),
    );
    return messages.map((message) => ({ message, envelope: Envelope.parse(message.json()) }));
  };

  it('publishes each fact once and in order, as a CloudEvent', async () => {
    const { append } = services.produce();
    await append(upTo(30).flatMap((n) => [messageSent('a', n), messageSent('b', n)]));
    await append([messageSent('a', 31)]);
    await eventually(async () => (await services.unpublished()) === 0);

    const all = await published();
    const versions = (id: string) =>
      all.filter(({ envelope }) => envelope.subject === id).map(({ envelope }) => envelope.version);
    expect(versions('a')).toEqual(upTo(31));
    expect(versions('b')).toEqual(upTo(30));
    expect(all[0]?.envelope).toMatchObject({
      source: '/rejoin/session-gateway',
      type: 'rejoin.v1.MessageSent',
      data: messageSent('a', 1).data,
    });
    const { message, envelope } = all[0]!;
    expect(message.subject).toBe('rejoin.v1.default.session.message-sent.a');
    expect(message.header.get('Nats-Msg-Id')).toBe(envelope.id);
    expect(message.header.get('Content-Type')).toBe('application/cloudevents+json');
    expect(message.header.get('traceparent')).toBe(envelope.traceparent);
  });

  it('publishes facts of every replica, whichever replica holds the lease', async () => {
    const [one, other] = [services.produce(), services.produce()];
    await Promise.all(
      upTo(20).flatMap((n) => [one.append([messageSent('a', n)]), other.append([messageSent('b', n)])]),
    );
    await eventually(async () => (await services.unpublished()) === 0);
    const versions = (await published()).map(({ envelope }) => `${envelope.subject}${envelope.version}`);
    expect(new Set(versions).size).toBe(40);
    expect(versions).toHaveLength(40);
  });

  it('publishes its own rows in order, behind those of a replica whose signal is not there yet', async () => {
    const one = services.produce();
    const withoutSignal = new Outbox();
    await one.append([messageSent('a', 1)]);
    await eventually(async () => expect(await services.unpublished()).toBe(0));
    for (const n of [2, 4, 6]) {
      await services.producer.database.transaction((tx) => withoutSignal.append(tx, [messageSent('a', n)]));
      await one.append([messageSent('a', n + 1)]);
    }
    await eventually(async () => expect(await services.unpublished()).toBe(0));
    expect((await published()).map(({ envelope }) => envelope.version)).toEqual(upTo(7));
  });

  it('rings at the replica that publishes, instead of waiting for its next poll', async () => {
    const [one, other] = [services.produce({ idleMs: 60_000 }), services.produce({ idleMs: 60_000 })];
    services.consume();
    await eventually(async () => (await one.bus.reachesServer()) && (await other.bus.reachesServer()));
    await one.append([messageSent('a', 1)]);
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 1));
    await other.append([messageSent('a', 2)]);
    await one.append([messageSent('a', 3)]);
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 3));
  });

  it('rings for the rows that it kept, when another replica has taken its lease meanwhile', async () => {
    const slow = { idleMs: 60_000, quietMs: 60_000, leaseMs: 3_000 };
    const lease = async () => {
      const [row] = await services.producer.database.query<{ holder: string }>(
        `select holder from relay_lease`,
      );
      return row?.holder;
    };
    const one = services.produce(slow);
    services.consume();
    await one.append([messageSent('a', 1)]);
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 1));
    const first = await lease();
    const other = services.produce(slow);
    await eventually(async () => {
      if ((await lease()) !== first) return true;
      await services.producer.database.query(`update relay_lease set expires_at = '-infinity'`);
      other.relay.nudge();
      return undefined;
    });
    // A third of the term later, the first replica notices at its next round that the lease is no longer its own.
    const begun = performance.now();
    await eventually(() => performance.now() - begun > slow.leaseMs / 3);
    expect(await other.bus.reachesServer()).toBe(true);
    await one.append([messageSent('a', 2)]);
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 2));
  });

  it.each([
    ['without releasing the lease', '1 second'],
    ['on a server of Postgres whose clock was an hour ahead', '1 hour'],
  ])('is replaced when its replica has ended %s', async (_, lasts) => {
    const one = services.produce();
    services.consume();
    await one.append([messageSent('a', 1)]);
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 1));
    // As after kill -9: neither released nor renewed.
    await services.producer.database.query(
      `update relay_lease set holder = 'gone', expires_at = clock_timestamp() + $1::interval`,
      [lasts],
    );
    const other = services.produce();
    await other.append([messageSent('a', 2)]);
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 2));
  });

  it('marks no fact as published to a stream that another replica has abandoned', async () => {
    const one = services.produce({ verifyMs: 60_000 });
    services.consume();
    await one.append([messageSent('a', 1)]);
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 1));
    await services.producer.database.query(`update published_stream set created = null`);
    await one.append([messageSent('a', 2)]);
    await eventually(async () => (await services.unpublished()) === 0);
    const rows = await services.producer.database.query(`select created from published_stream`);
    expect(rows).not.toEqual([{ created: null }]);
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 2));
    expect(await services.appliedVersions('a')).toEqual([1, 2]);
  });

  it('publishes a fact that commits after later ones were published', async () => {
    const { append, outbox } = services.produce();
    services.consume();
    await services.producer.database.transaction(async (tx) => {
      outbox.append(tx, [messageSent('late', 1)]);
      await append([messageSent('early', 1)]);
      await eventually(() => services.appliedVersions('early').then(({ length }) => length === 1));
    });
    await eventually(() => services.appliedVersions('late').then(({ length }) => length === 1));
  });

  it('appends while NATS is down, and publishes when it is back', async () => {
    const { append, bus } = services.produce();
    services.consume();
    await append([messageSent('a', 1)]);
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 1));
    await services.nats.kill('SIGKILL');
    await eventually(() => !bus.isConnected);
    for (const n of upTo(20)) await append([messageSent('a', n + 1)]);
    await services.nats.start();
    await eventually(() => services.appliedVersions('a').then(({ length }) => length === 21));
    expect(await services.appliedVersions('a')).toEqual(upTo(21));
    await eventually(async () => (await services.unpublished()) === 0);
  });

  it('raises an alarm with the reason of JetStream while it refuses facts, as with a full disk, and recovers without help', async () => {
    const { append } = services.produce({ silenceMs: 300 });
    await append([messageSent('a', 1)]);
    await eventually(async () => (await services.unpublished()) === 0);
    const { manager } = await services.jetstream();
    const name = streamOf('session-gateway');
    await manager.streams.update(name, { max_msgs: 1, discard: DiscardPolicy.New });
    await append([messageSent('a', 2)]);
    await eventually(() =>
      expect(services.alarms).toMatchObject([
        {
          alarm: 'facts-not-published',
          reason: 'maximum messages exceeded',
          remedy: expect.stringMatching(/^Raise the limits of JetStream/) as string,
        },
      ]),
    );
    await manager.streams.update(name, { max_msgs: -1, discard: DiscardPolicy.Old });
    await eventually(async () => (await services.unpublished()) === 0);
    expect((await published()).map(({ envelope }) => envelope.version)).toEqual([1, 2]);
    expect(services.alarms).toHaveLength(1);
  });

  it('waits for late acknowledgements, and no replica sends all facts again in the meantime', async () => {
    const slow = { leaseMs: 3_000, verifyMs: 60_000 };
    const [one] = [services.produce(slow), services.produce(slow)];
    await one.append([messageSent('a', 1)]);
    await eventually(async () => (await services.unpublished()) === 0);
    const witness = await connectTo(services.nats.url, 'witness');
    let sent = 0;
    witness.subscribe('rejoin.v1.>', { callback: () => sent++ });
    try {
      await witness.flush();
      process.kill(services.nats.pid, 'SIGSTOP');
      const since = performance.now();
      await one.append(upTo(200).map((n) => messageSent('b', n)));
      // Longer than the lease, and than the client's own time limit for an acknowledgement.
      await eventually(() => performance.now() - since > 6_500);
      process.kill(services.nats.pid, 'SIGCONT');
      await eventually(async () => (await services.unpublished()) === 0);
      await witness.flush();
      expect(sent).toBeGreaterThanOrEqual(200);
      expect(sent).toBeLessThan(300);
    } finally {
      await witness.close();
    }
  });

  it('replays the oldest facts first, and the history of a conversation before its new facts', async () => {
    const one = services.produce({ batchSize: 40 });
    for (const id of ['old', 'talkative', 'quiet'])
      await one.append(upTo(100).map((n) => messageSent(id, n)));
    await eventually(async () => (await services.unpublished()) === 0);
    await one.relay.stop();
    await one.append([messageSent('quiet', 101), messageSent('fresh', 1)]);
    const { manager } = await services.jetstream();
    await manager.streams.delete(streamOf('session-gateway'));
    services.produce({ batchSize: 40 });
    await eventually(async () => {
      const { state } = await manager.streams.info(streamOf('session-gateway'));
      expect(state.messages).toBeGreaterThanOrEqual(302);
    });

    const order = (await published()).map(({ envelope }) => `${envelope.subject} ${envelope.version}`);
    for (const id of ['old', 'talkative', 'quiet']) {
      const versions = [...new Set(order.filter((one) => one.startsWith(`${id} `)))];
      expect(versions).toEqual(upTo(id === 'quiet' ? 101 : 100).map((n) => `${id} ${n}`));
    }
    expect(order.indexOf('fresh 1')).toBeLessThan(order.indexOf('talkative 1'));
    expect(order.indexOf('quiet 101')).toBeLessThan(order.indexOf('talkative 100'));
  });

  it('removes rows whose facts are too old for the stream, and no others', async () => {
    const { append } = services.produce();
    await append(upTo(5).map((n) => messageSent('a', n)));
    await eventually(async () => (await services.unpublished()) === 0);
    const { database } = services.producer;
    await database.query(`update outbox set published_at = now() - interval '8 days' where version <= 3`);
    const left = async () => {
      const rows = await database.query<{ version: number }>(`select version from outbox order by seq`);
      return rows.map(({ version }) => version);
    };
    expect([await cleanOutbox(database, 2), await left()]).toEqual([true, [3, 4, 5]]);
    expect([await cleanOutbox(database, 2), await left()]).toEqual([false, [4, 5]]);
  });
});
