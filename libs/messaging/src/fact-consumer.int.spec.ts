import { streamOf } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import type { FactHandler } from './apply-next';
import { Unavailable } from './bus';
import { NotYet } from './delivery';
import { messageSent, TwoServices, upTo } from './two-services.fixture';

describe('a consumer of facts', () => {
  let services: TwoServices;
  let append: ReturnType<TwoServices['produce']>['append'];

  beforeEach(async () => {
    services = await TwoServices.start();
    ({ append } = services.produce());
  });
  afterEach(() => services.stop());

  const talk = (id: string, count: number) => append(upTo(count).map((n) => messageSent(id, n)));
  const hears = (id: string, count: number) =>
    eventually(async () => (await services.appliedVersions(id)).length >= count);

  it('applies each fact once and in order, and passes its trace on', async () => {
    services.consume();
    await Promise.all(upTo(20).map((n) => talk(`c${n}`, 10)));
    for (const n of upTo(20)) await hears(`c${n}`, 10);
    for (const n of upTo(20)) expect(await services.appliedVersions(`c${n}`)).toEqual(upTo(10));
    const { database } = services.consumer;
    const [told] = await database.query(`select from heard where traceparent ~ '^00-[0-9a-f]{32}-'`);
    expect(told).toBeDefined();
  });

  it('shares its durable with other replicas: each fact is still applied once and in order', async () => {
    const handled: string[] = [];
    services.consume(
      async (facts) => void handled.push(...facts.map((f) => `${f.aggregateId}/${f.version}`)),
    );
    services.consume(
      async (facts) => void handled.push(...facts.map((f) => `${f.aggregateId}/${f.version}`)),
    );
    for (let i = 0; i < 40; i++) await append(['a', 'b'].map((id) => messageSent(id, i)));
    for (const id of ['a', 'b']) {
      await hears(id, 40);
      expect(await services.appliedVersions(id)).toEqual(upTo(40));
    }
    expect(await services.parked()).toEqual([]);
  });

  it('applies the facts of others while a row that one fact needs is locked, and that one when it is free', async () => {
    const lock = `select pg_advisory_xact_lock(hashtext($1))`;
    services.consume(async (facts, tx) => {
      for (const { aggregateId } of facts) await tx.query(lock, [aggregateId]);
    });
    await services.consumer.database.transaction(async (tx) => {
      await tx.query(lock, ['locked']);
      await talk('locked', 2);
      for (let wave = 0; wave < 4; wave++) {
        const ids = upTo(100).map((n) => `w${wave}-${n}`);
        await append(ids.map((id) => messageSent(id, 1)));
        await eventually(async () => {
          // An idle transaction would be ended.
          const rows = await tx.query(`select from heard where aggregate_id = any($1)`, [ids]);
          return rows.length === ids.length;
        });
      }
      expect(await services.appliedVersions('locked')).toEqual([]);
    });
    await hears('locked', 2);
    expect(await services.appliedVersions('locked')).toEqual([1, 2]);
    expect(await services.parked()).toEqual([]);
    // Each wave would wait ten times for the lock, 1.5 s each time.
  }, 45_000);

  it('holds a fact until its predecessor has arrived', async () => {
    services.consume();
    await talk('early', 1);
    await hears('early', 1);
    await services.publish('early', 3);
    await services.publish('early', 4);
    await talk('punctual', 1);
    await hears('punctual', 1);
    expect(await services.appliedVersions('early')).toEqual([1]);
    await services.publish('early', 2);
    await hears('early', 4);
    expect(await services.appliedVersions('early')).toEqual(upTo(4));
    expect(services.alarms).toEqual([]);
  });

  it('parks a fact whose predecessor does not arrive, and applies it when the predecessor arrives later', async () => {
    services.consume(undefined, { holdMs: 200, retryParkedMs: 600_000 });
    await talk('a', 1);
    await hears('a', 1);
    await services.publish('a', 3);
    await eventually(() => services.alarms.length > 0);
    expect(await services.parked()).toMatchObject([{ aggregate_id: 'a', version: 3 }]);
    await services.publish('a', 2);
    await hears('a', 3);
    expect(await services.appliedVersions('a')).toEqual(upTo(3));
    await eventually(async () => (await services.parked()).length === 0);
  });

  it('has facts republished that were removed from the stream before they were delivered', async () => {
    await talk('a', 6);
    await talk('b', 2);
    await eventually(async () => (await services.unpublished()) === 0);
    const { manager } = await services.jetstream();
    for (const seq of [3, 4]) await manager.streams.deleteMessage(streamOf('session-gateway'), seq);
    services.consume(undefined, { retryParkedMs: 600_000 });
    await hears('b', 2);
    await hears('a', 6);
    expect(await services.appliedVersions('a')).toEqual(upTo(6));
    expect(services.alarms).toEqual([]);
  });

  it('has the last fact of an aggregate republished, although no later fact shows that it is missing', async () => {
    for (const id of ['a', 'b', 'c']) await talk(id, 1);
    await eventually(async () => (await services.unpublished()) === 0);
    const { manager } = await services.jetstream();
    await manager.streams.deleteMessage(streamOf('session-gateway'), 2);
    services.consume();
    await hears('c', 1);
    await hears('b', 1);
    expect(await services.appliedVersions('b')).toEqual([1]);
  });

  it('has the first fact of a stream republished, although no earlier fact shows that it is missing', async () => {
    for (const id of ['a', 'b', 'c']) await talk(id, 1);
    await eventually(async () => (await services.unpublished()) === 0);
    const { manager } = await services.jetstream();
    for (const seq of [1, 2]) await manager.streams.deleteMessage(streamOf('session-gateway'), seq);
    services.consume();
    for (const id of ['a', 'b', 'c']) {
      await hears(id, 1);
      expect(await services.appliedVersions(id)).toEqual([1]);
    }
  });

  it('has facts republished that were acknowledged and not applied, at the beginning and in several places', async () => {
    const first = services.consume();
    const { js } = await services.jetstream();
    const durable = await eventually(() => js.consumers.get(streamOf('session-gateway'), 'routing--session'));
    await first.stop();
    await talk('a', 9);
    await eventually(async () => (await services.unpublished()) === 0);
    // Somebody else takes from its durable, as it was itself before its database was restored.
    for await (const message of await durable.fetch({ max_messages: 9, expires: 2_000 })) {
      if ([1, 4, 5, 8].includes(message.seq)) message.ack();
      else message.nak();
    }
    services.consume();
    await hears('a', 9);
    expect(await services.appliedVersions('a')).toEqual(upTo(9));
    expect(services.alarms).toEqual([]);
  });

  it('applies facts that were parked behind a lost fact when that fact can be republished', async () => {
    await talk('a', 4);
    await eventually(async () => (await services.unpublished()) === 0);
    const { manager } = await services.jetstream();
    await manager.streams.deleteMessage(streamOf('session-gateway'), 2);
    services.consume(undefined, { gapMs: 600_000, holdMs: 200 });
    await hears('a', 4);
    expect(await services.appliedVersions('a')).toEqual(upTo(4));
    await eventually(async () => (await services.parked()).length === 0);
  });

  it('takes no more facts than it can apply soon, and gets none twice while it is slow', async () => {
    let handled = 0;
    const slowly: FactHandler = async (facts, tx) => {
      handled += facts.length;
      await tx.query(`select pg_sleep($1)`, [0.02 * facts.length]);
    };
    services.consume(slowly, { ackWaitMs: 3_000 });
    await append(upTo(400).map((n) => messageSent(`c${n}`, 1)));
    await eventually(() => handled >= 400, { timeout: 45_000 });
    await eventually(async () => (await services.durable()).num_ack_pending === 0);
    expect((await services.durable()).delivered.consumer_seq).toBe(400);
    expect(handled).toBe(400);
  });

  it('delays aggregates of which its handler knows too little, and continues with the others', async () => {
    let known = false;
    services.consume(async (facts) => {
      const strangers = facts.filter(({ aggregateId }) => aggregateId === 'stranger' && !known);
      if (strangers.length > 0) throw new NotYet(['stranger']);
    });
    await append(upTo(5).flatMap((n) => [messageSent('stranger', n), messageSent('friend', n)]));
    await hears('friend', 5);
    expect(await services.appliedVersions('stranger')).toEqual([]);
    known = true;
    await hears('stranger', 5);
    expect(await services.appliedVersions('stranger')).toEqual(upTo(5));
    expect(services.alarms).toEqual([]);
  });

  it('parks a fact that keeps failing, with an alarm; later facts of its aggregate wait, other aggregates continue', async () => {
    let cured = false;
    const seen: number[] = [];
    services.consume(async (facts) => {
      const poison = facts.find(({ aggregateId, version }) => aggregateId === 'sick' && version === 2);
      if (poison && !cured) throw new Error('cannot read property of undefined');
      seen.push(...facts.filter((f) => f.aggregateId === 'sick').map((f) => f.version));
    });
    await append(upTo(4).flatMap((n) => [messageSent('sick', n), messageSent('well', n)]));
    await hears('well', 4);
    await eventually(async () => (await services.parked()).length === 3);
    expect(await services.appliedVersions('sick')).toEqual([1]);
    expect(services.alarms).toMatchObject([{ family: 'session', id: 'sick', version: 2 }]);
    expect((await services.parked()).map(({ version }) => version)).toEqual([2, 3, 4]);

    await talk('sick', 1);
    await talk('well', 1);
    await hears('well', 5);
    await eventually(async () => (await services.parked()).length === 4);

    cured = true;
    await hears('sick', 5);
    expect(await services.appliedVersions('sick')).toEqual(upTo(5));
    expect(await services.parked()).toEqual([]);
    await talk('sick', 1);
    await hears('sick', 6);
    expect(services.alarms).toHaveLength(1);
  });

  it('parks every fact that it cannot decode at once, and continues', async () => {
    services.consume();
    await talk('a', 1);
    await hears('a', 1);
    await services.publishText('garbled', '{"half": ');
    await services.publishText('garbled', 'neither \0 this');
    await services.publish('a', 2, 'MessageUnsent');
    await talk('b', 1);
    await hears('b', 1);
    await eventually(async () => (await services.parked()).length === 3);
    expect(await services.parked()).toMatchObject([
      { aggregate_id: 'a', version: 2 },
      { aggregate_id: 'garbled', version: null },
      { aggregate_id: 'garbled', version: null },
    ]);
    await eventually(() => expect(services.alarms).toHaveLength(3));
  });

  it('parks no fact because its database is unavailable', async () => {
    services.consume();
    await talk('a', 1);
    await hears('a', 1);
    services.consumerProxy.cut();
    await talk('a', 20);
    // Long enough for every fact to come more often than a failing one may.
    await eventually(async () => (await services.durable()).delivered.consumer_seq > 1 + 20 * 5);
    services.consumerProxy.restore();
    await hears('a', 21);
    expect(await services.appliedVersions('a')).toEqual(upTo(21));
    expect(services.alarms).toEqual([]);
    expect(await services.parked()).toEqual([]);
  });

  it.each([
    ['Postgres', () => Object.assign(new Error('terminating connection'), { code: '57P01' })],
    ['a service that is asked', () => new Unavailable('routing')],
  ])('parks no fact because its handler finds %s unavailable', async (_, error) => {
    let away = true;
    services.consume(() => (away ? Promise.reject(error()) : Promise.resolve()));
    await talk('a', 3);
    await eventually(async () => (await services.durable()).delivered.consumer_seq > 3 * 5);
    away = false;
    await hears('a', 3);
    expect(await services.appliedVersions('a')).toEqual(upTo(3));
    expect(services.alarms).toEqual([]);
  });

  it('leaves its share to the other replicas soon after it has frozen', async () => {
    const url = new URL(services.nats.urlOf('routing'));
    const line = await ConnectionCutter.before(url.href.replace('nats:', 'http:'));
    const through = Object.assign(url, { port: line.port }).href;
    const patient = { ackWaitMs: 60_000 };
    services.consume(undefined, patient, undefined, services.bus('routing', through));
    services.consume(undefined, patient);
    try {
      await eventually(async () => (await services.durable()).num_waiting === 2);
      line.silence();
      let round = 0;
      // What has gone to the frozen one is missing for a minute. Then all of it comes to the other one, and at once.
      await eventually(async () => {
        round++;
        const ids = upTo(8).map((n) => `round-${round}-${n}`);
        await append(ids.map((id) => messageSent(id, 1)));
        await eventually(
          async () => {
            for (const id of ids) expect(await services.appliedVersions(id)).toEqual([1]);
          },
          { timeout: 1_500 },
        );
      });
    } finally {
      line.restore();
      await line.close();
    }
  });

  it('returns the facts that it holds to another replica when it stops', async () => {
    const ignorant = services.consume(() => Promise.reject(new NotYet(['a'])), { ackWaitMs: 60_000 });
    await talk('a', 3);
    await eventually(async () => (await services.durable()).num_ack_pending === 3);
    services.consume(undefined, { ackWaitMs: 60_000 });
    await eventually(async () => (await services.durable()).num_waiting === 2);
    expect(await services.appliedVersions('a')).toEqual([]);
    await ignorant.stop();
    await hears('a', 3);
    expect(await services.appliedVersions('a')).toEqual(upTo(3));
  });
});
