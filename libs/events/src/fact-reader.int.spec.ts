import { eventually, failingWith } from '@rejoin/testing';
import type { FactMessage, JetStream } from './jetstream';
import { PostgresStore, type PostgresClient } from './store/postgres-store';
import type { TimelineChange } from './timelines';
import { Reading } from './reading.fixture';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('a reader of facts', () => {
  let reading: Reading;

  beforeEach(async () => {
    reading = await Reading.start();
  });
  afterEach(() => reading.stop());

  const applies = (subject: string, versions: number[], timeout = 20_000) =>
    eventually(async () => expect(await reading.effects(subject)).toEqual(versions), { timeout });

  it('applies each fact once, in the order of its aggregate, whatever the order of delivery', async () => {
    await reading.publish('c1', 3, 1, 1, 2, 5, 4);
    await reading.publish('c2', 2, 1);
    reading.read({ patienceMs: 60_000 });
    await applies('c1', upTo(5));
    await applies('c2', upTo(2));
    expect(reading.gaps).toEqual([]);
  });

  it('continues after a restart from the position in its own store', async () => {
    await reading.publish('c1', 1, 2);
    const first = reading.read();
    await applies('c1', [1, 2]);
    await first.close();
    await reading.makeStream();
    await reading.publish('c1', 1, 2, 3);
    reading.read();
    await applies('c1', [1, 2, 3]);
    expect(reading.gaps).toEqual([]);
  });

  it('takes a new snapshot when the system was restored, and applies no fact of the history that has ended', async () => {
    await reading.publishIn('before', 'c1', 1, 2, 3, 4);
    await reading.publishIn('before', 'c2', 1);
    const begun: TimelineChange[] = [];
    const onTimeline = async (change: TimelineChange, tx: PostgresClient) => {
      begun.push(change);
      await tx.query('delete from effects');
      // The snapshot of the restored system, which has two facts of the first conversation and none of the second.
      await new PostgresStore(reading.pool).advance(tx, 'session/c1', 2);
    };
    const first = reading.read({ onTimeline });
    await applies('c1', [1, 2, 3, 4]);
    await applies('c2', [1]);
    expect(begun).toEqual([]);
    await reading.makeStream();
    await reading.publishIn('after', 'c1', 1, 2, 3);
    // Another replica may still hold such a fact.
    await reading.publishIn('before', 'c1', 4, 5);
    await reading.publishIn('after', 'c2', 1);
    reading.read({ onTimeline });
    await applies('c2', [1]);
    await applies('c1', [3]);
    await reading.publishIn('after', 'c1', 4);
    await applies('c1', [3, 4]);
    await first.close();
    expect(begun).toEqual([{ family: 'session', timeline: 'after' }]);
    expect(reading.gaps).toEqual([]);
  });

  it('stops waiting when it starts in the middle of a history with more conversations than it may hold', async () => {
    for (const n of upTo(700)) await reading.publish(`c${n}`, 7);
    reading.read({ patienceMs: 3_000 });
    await eventually(
      async () => {
        const { rows } = await reading.pool.query(`select from effects where version = 7`);
        return rows.length === 700;
      },
      { timeout: 40_000 },
    );
    await reading.publish('c1', 8);
    await applies('c1', [7, 8]);
    expect(reading.gaps).toHaveLength(700);
    expect(reading.gaps).toContainEqual({ aggregate: 'session/c1', from: 1, to: 6 });
  });

  it('waits for a fact that was delivered to a process which died', async () => {
    await reading.publish('c1', 1, 2);
    await reading.take(2, () => 'nothing');
    await reading.publish('c1', 3);
    reading.read({ patienceMs: 100 });
    await applies('c1', [1, 2, 3]);
    expect(reading.gaps).toEqual([]);
  });

  it('continues without a fact that another process acknowledged', async () => {
    await reading.publish('c1', 1, 2, 3);
    await reading.take(2, (version) => (version === 2 ? 'ack' : 'nothing'));
    reading.read();
    await applies('c1', [1, 3]);
    expect(reading.gaps).toEqual([{ aggregate: 'session/c1', from: 2, to: 2 }]);
  });

  it('continues with the remaining facts when it was down for longer than facts are kept', async () => {
    await reading.publish('c1', 1, 2);
    await reading.publish('c2', 1);
    const before = reading.read();
    await applies('c1', [1, 2]);
    await applies('c2', [1]);
    await before.close();
    // Eight days later the first facts are no longer kept, nor any fact of a conversation that was over by then.
    await reading.publish('c3', 1, 2);
    await reading.publish('c1', 3, 4, 5);
    await reading.forgetAll();
    await reading.publish('c1', 6, 7);
    await reading.publish('c2', 2);
    await reading.publish('c3', 3);
    reading.read();
    await applies('c1', [1, 2, 6, 7]);
    await applies('c2', [1, 2]);
    await applies('c3', [3]);
    await eventually(() =>
      expect(reading.gaps).toEqual(
        expect.arrayContaining([
          { aggregate: 'session/c1', from: 3, to: 5 },
          { aggregate: 'session/c3', from: 1, to: 2 },
        ]),
      ),
    );
    expect(reading.gaps).toHaveLength(2);
  });

  it('that never acknowledges delays no other reader, and misses nothing when it works again', async () => {
    await reading.makeStream(50);
    const other = await reading.other('bi');
    await reading.publish('c1', ...upTo(60));
    expect(await reading.take(50, () => 'nothing')).toBe(50);
    expect(await reading.take(1, () => 'nothing', 1_000)).toBe(0);
    await reading.publish('c2', 1);
    expect(await other.readAll()).toBe(61);
    reading.read();
    await applies('c1', upTo(60), 40_000);
    await applies('c2', [1]);
    expect(reading.gaps).toEqual([]);
  });

  it('applies no effect twice when it dies between effect and acknowledgement', async () => {
    const reader = reading.read({ jetstream: withoutAcknowledgements(reading.jetstream) });
    await reading.publish('c1', 1, 2);
    await applies('c1', [1, 2]);
    await reader.close();
    reading.read();
    await reading.publish('c1', 3);
    await applies('c1', [1, 2, 3]);
    const consumer = await reading.jetstream.consumers.get('REJOIN_SESSION_GATEWAY', 'crm');
    await eventually(async () => (await consumer.info()).num_ack_pending === 0);
    expect(await reading.effects('c1')).toEqual([1, 2, 3]);
  });

  it('parks a fact whose effect keeps failing, and the facts after it, for its conversation only', async () => {
    reading.poison.add('c1 2');
    reading.read();
    await reading.publish('c1', 1, 2, 3, 4);
    await reading.publish('c2', 1, 2);
    await applies('c2', [1, 2]);
    await eventually(() => expect(reading.parked.map(({ version }) => version)).toEqual([2]));
    await eventually(async () => {
      const { rows } = await reading.pool.query<{ parked: string }>(
        `select string_agg(version::text, ' ' order by version) as parked from rejoin_parked_facts`,
      );
      expect(rows[0]?.parked).toBe('2 3 4');
    });
    expect(await reading.effects('c1')).toEqual([1]);
    reading.poison.clear();
    await applies('c1', [1, 2, 3, 4]);
    await reading.publish('c1', 5);
    await applies('c1', upTo(5));
  });

  it.each([
    ['catches its SQL error', (tx: PostgresClient) => tx.query('select 1 / 0').catch(() => undefined)],
    [
      'breaks a rule that is checked at the commit',
      (tx: PostgresClient) => tx.query('insert into owned values (7)'),
    ],
  ])('parks a fact whose effect %s', async (_, effect) => {
    await reading.pool.query(`create table owners (id int primary key);
      create table owned (owner int references owners deferrable initially deferred)`);
    let isPoison = true;
    reading.read({
      apply: async (fact, tx) => {
        await reading.apply(fact, tx);
        if (isPoison && fact.subject === 'c1' && fact.version === 2) await effect(tx);
      },
    });
    await reading.publish('c1', 1, 2, 3);
    await eventually(() => expect(reading.parked.map(({ version }) => version)).toEqual([2]));
    expect(await reading.effects('c1')).toEqual([1]);
    isPoison = false;
    await applies('c1', [1, 2, 3]);
  });

  it('tries every parked conversation again, however many stay parked', async () => {
    for (const n of upTo(130)) reading.poison.add(`c${n} 1`);
    reading.read({ failures: 1 });
    for (const n of upTo(130)) await reading.publish(`c${n}`, 1);
    await eventually(() => expect(reading.parked).toHaveLength(130));
    const names = reading.parked.map(({ subject }) => subject);
    const [lastParked = '', lastByName = ''] = [names.at(-1), names.toSorted().at(-1)];
    for (const name of [lastParked, lastByName]) reading.poison.delete(`${name} 1`);
    await applies(lastParked, [1]);
    await applies(lastByName, [1]);
  });

  it.each([
    ['returns the same page without end', (asked: number) => `session/c${Math.min(asked, 1)}`],
    ['returns new pages without end', (asked: number) => `session/c${asked}`],
  ])('can be closed also when its store %s', async (_, nameOf) => {
    let asked = 0;
    class EndlessStore extends PostgresStore {
      override parkedAggregates: PostgresStore['parkedAggregates'] = () => Promise.resolve([nameOf(asked++)]);
    }
    const reader = reading.read({ store: new EndlessStore(reading.pool) });
    await eventually(() => expect(asked).toBeGreaterThan(3));
    await reader.close();
    const askedBefore = asked;
    await reading.pool.query('select 1');
    expect(asked).toBe(askedBefore);
  });

  it.each(['55P03', '57014', '53200', '25006'])(
    'waits for its store when that fails with %s in the effect',
    async (sqlState) => {
      let isAway = true;
      const effect: (typeof reading)['apply'] = async (fact, tx) => {
        await reading.apply(fact, tx);
        if (isAway) await tx.query(failingWith(sqlState));
      };
      reading.read({ apply: effect, failures: 1 });
      await reading.publish('c1', 1, 2);
      await eventually(() => expect(reading.troubles.length).toBeGreaterThan(1));
      isAway = false;
      await applies('c1', [1, 2]);
      expect(reading.parked).toEqual([]);
    },
  );

  it.each([
    ['of its statement', `set local statement_timeout = '20ms'; select pg_sleep(10)`],
    ['of a lock', failingWith('55P03')],
  ])(
    'parks a fact whose effect always ends with a time-out %s while others succeed, and tries it again',
    async (_, statement) => {
      let isSlow = true;
      const effect: (typeof reading)['apply'] = async (fact, tx) => {
        await reading.apply(fact, tx);
        if (isSlow && fact.subject === 'c1' && fact.version === 2) await tx.query(statement);
      };
      reading.read({ apply: effect, timeOuts: 2 });
      await reading.publish('c1', 1, 2, 3);
      await eventually(() => expect(reading.troubles.length).toBeGreaterThan(0));
      await reading.publish('c2', 1);
      await applies('c2', [1]);
      await eventually(() => expect(reading.parked.map(({ version }) => version)).toEqual([2]));
      expect(await reading.effects('c1')).toEqual([1]);
      isSlow = false;
      await applies('c1', [1, 2, 3]);
    },
  );

  it('parks nothing while every effect ends with a time-out, because then the store is slow', async () => {
    let isSlow = true;
    const effect: (typeof reading)['apply'] = async (fact, tx) => {
      await reading.apply(fact, tx);
      if (isSlow) await tx.query(failingWith('55P03'));
    };
    reading.read({ apply: effect, timeOuts: 1 });
    await reading.publish('c1', 1);
    await reading.publish('c2', 1);
    await eventually(() => expect(reading.troubles.length).toBeGreaterThan(4));
    expect(reading.parked).toEqual([]);
    isSlow = false;
    await applies('c1', [1]);
    await applies('c2', [1]);
  });

  it('tries the facts that are parked behind one that still ends by a time-out', async () => {
    let isSlow = true;
    const effect: (typeof reading)['apply'] = async (fact, tx) => {
      await reading.apply(fact, tx);
      if (fact.subject === 'c1' || (isSlow && fact.subject === 'c2')) await tx.query(failingWith('57014'));
    };
    reading.read({ apply: effect, timeOuts: 1 });
    await reading.publish('c1', 1);
    await reading.publish('c2', 1);
    await eventually(() => expect(reading.troubles.length).toBeGreaterThan(1));
    await reading.publish('c3', 1);
    await eventually(() => expect(reading.parked).toHaveLength(2));
    isSlow = false;
    await applies('c2', [1]);
    expect(await reading.effects('c1')).toEqual([]);
  });

  it('waits for its store when the connection is lost in the effect', async () => {
    let left = 2;
    const effect: (typeof reading)['apply'] = async (fact, tx) => {
      await reading.apply(fact, tx);
      if (left-- > 0) await tx.query('select pg_terminate_backend(pg_backend_pid())');
    };
    reading.read({ apply: effect, failures: 1 });
    await reading.publish('c1', 1, 2);
    await applies('c1', [1, 2]);
    expect(reading.troubles.length).toBeGreaterThan(1);
    expect(reading.parked).toEqual([]);
  });

  it('does not count an outage of its store as a fault of the facts', async () => {
    let isAway = true;
    class AwayStore extends PostgresStore {
      override transaction: PostgresStore['transaction'] = (work) =>
        isAway ? Promise.reject(new Error('away')) : super.transaction(work);
    }
    reading.read({ store: new AwayStore(reading.pool), failures: 1 });
    await reading.publish('c1', 1, 2);
    await eventually(() => expect(reading.troubles.length).toBeGreaterThan(1));
    isAway = false;
    await applies('c1', [1, 2]);
    expect(reading.parked).toEqual([]);
  });

  it('opens its durable again when the stream is recreated, and then receives only repetitions', async () => {
    reading.read();
    await reading.publish('c1', 1, 2);
    await applies('c1', [1, 2]);
    await reading.makeStream();
    await reading.publish('c1', 1, 2, 3);
    await applies('c1', [1, 2, 3]);
    expect(reading.gaps).toEqual([]);
  });

  it('shares its facts among its processes, each once and in order', async () => {
    reading.read();
    reading.read();
    await reading.publish('c1', ...upTo(300));
    await applies('c1', upTo(300), 40_000);
    expect(reading.gaps).toEqual([]);
  });
});

/** The process ends before its acknowledgements are sent. */
function withoutAcknowledgements(jetstream: JetStream): JetStream {
  const silent = (message: FactMessage): FactMessage => ({
    data: message.data,
    ack: () => undefined,
    nak: () => undefined,
    working: () => undefined,
    term: () => undefined,
  });
  return {
    consumers: {
      get: async (stream, durable) => {
        const consumer = await jetstream.consumers.get(stream, durable);
        return {
          info: () => consumer.info(),
          fetch: async (options) => {
            const messages = await consumer.fetch(options);
            return {
              stop: () => messages.stop(),
              async *[Symbol.asyncIterator]() {
                for await (const message of messages) yield silent(message);
              },
            };
          },
        };
      },
    },
  };
}
