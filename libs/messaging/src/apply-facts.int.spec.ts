import { session } from '@rejoin/contracts';
import { freshDatabase, sqlMigration, type FreshDatabase } from '@rejoin/testing';
import type { FactHandler } from './apply-next';
import { applyFacts, type IncomingFact } from './apply-facts';
import { NotYet, type Delivered } from './delivery';
import { FactSelection } from './fact-selection';
import { messagingSchema } from './store/messaging.schema';
import { messageSent } from './two-services.fixture';

const effects = sqlMigration(1, {
  up: `create table effects (seq bigint generated always as identity, id text, version bigint)`,
});

describe('applying a batch of facts', () => {
  let fresh: FreshDatabase;

  beforeAll(async () => {
    fresh = await freshDatabase('routing', messagingSchema, { migrations: [effects] });
  });
  afterAll(() => fresh.drop());

  const fact = (id: string, version: number): IncomingFact => ({
    text: '{}',
    fact: { ...messageSent(id, version), aggregateId: id, version } as Delivered,
  });

  /** Reads something and then writes, as most handlers. */
  const readAndWrite: FactHandler = async (facts, tx) => {
    await tx.query('select from effects where id = any($1)', [facts.map((one) => one.aggregateId)]);
    tx.write('insert into effects (id, version) select * from unnest($1::text[], $2::bigint[])', [
      facts.map((one) => one.aggregateId),
      facts.map((one) => one.version),
    ]);
  };

  const apply = (batch: readonly IncomingFact[], handle = readAndWrite, areProbablyNext = true) =>
    applyFacts(fresh.database, new FactSelection(session), batch, handle, { areProbablyNext });

  async function costOf(batch: readonly IncomingFact[], areProbablyNext = true): Promise<number> {
    const before = fresh.database.counts.roundTrips;
    await apply(batch, readAndWrite, areProbablyNext);
    return fresh.database.counts.roundTrips - before;
  }

  const effectsOf = async (id: string) => {
    const rows = await fresh.database.query<{ version: number }>(
      'select version from effects where id = $1 order by seq',
      [id],
    );
    return rows.map(({ version }) => version);
  };

  it('takes two round trips, for the first facts of aggregates and for later ones', async () => {
    await apply([fact('warm', 1)]);
    expect(await costOf([fact('warm', 2), fact('a', 1), fact('b', 1), fact('a', 2)])).toBe(2);
    expect(await costOf([fact('a', 3), fact('b', 2)])).toBe(2);
    expect(await effectsOf('a')).toEqual([1, 2, 3]);
    expect(await effectsOf('b')).toEqual([1, 2]);
  });

  it('takes three when it is checked before whether they are next', async () => {
    await apply([fact('j', 1)]);
    expect(await costOf([fact('j', 2)], false)).toBe(3);
    expect(await effectsOf('j')).toEqual([1, 2]);
  });

  it('takes more when it turns out that some are not next, and applies what is', async () => {
    await apply([fact('c', 1)]);
    const batch = [fact('c', 1), fact('c', 2), fact('d', 2), fact('e', 1)];
    const { settled } = await apply(batch);
    expect(settled).toEqual(['already', 'applied', 'later', 'applied']);
    expect(await effectsOf('c')).toEqual([1, 2]);
    expect(await effectsOf('d')).toEqual([]);
    expect(await effectsOf('e')).toEqual([1]);
  });

  it('keeps the error of a handler only when the facts were next', async () => {
    const refusing: FactHandler = (facts) => {
      const refused = facts.some(({ aggregateId }) => aggregateId === 'f');
      return refused ? Promise.reject(new Error('no')) : Promise.resolve();
    };
    await expect(apply([fact('f', 1)], refusing)).rejects.toThrow('no');
    expect((await apply([fact('f', 2)], refusing)).settled).toEqual(['later']);
  });

  it('applies the others when a handler needs another family first for one', async () => {
    const needing: FactHandler = async (facts, tx) => {
      if (facts.some(({ aggregateId }) => aggregateId === 'g')) throw new NotYet(['g']);
      await readAndWrite(facts, tx);
    };
    expect((await apply([fact('g', 1), fact('h', 1)], needing)).settled).toEqual(['later', 'applied']);
    expect(await effectsOf('h')).toEqual([1]);
  });

  it('applies a fact once when two replicas get it at the same time', async () => {
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => apply([fact('i', 1)])));
    expect(outcomes.map(({ settled }) => settled[0]).sort()).toEqual([
      'already',
      'already',
      'already',
      'applied',
    ]);
    expect(await effectsOf('i')).toEqual([1]);
  });
});
