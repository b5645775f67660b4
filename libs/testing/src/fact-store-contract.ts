import type { Fact, FactStore } from '@rejoin/events';

/** Tests the contract of a store of positions of `@rejoin/events`. */
export function keepsFactStoreContract<Tx>(store: () => FactStore<Tx>): void {
  const factOf = (subject: string, version: number) =>
    ({ family: 'session', subject, version, type: 'rejoin.v1.MessageSent', data: {} }) as unknown as Fact;
  const park = (subject: string, version: number) =>
    store().transaction(async (tx) => {
      await store().lock(tx, `session/${subject}`);
      await store().park(tx, factOf(subject, version), 'a reason');
    });
  const unpark = (subject: string, version: number) =>
    store().transaction((tx) => store().unpark(tx, `session/${subject}`, version));

  it('returns each aggregate with parked facts on one page, in the order of their names', async () => {
    for (const subject of ['c3', 'c1', 'c5', 'c2', 'c4']) await park(subject, 1);
    await park('c1', 2);
    const pages = [];
    for (let after = ''; pages.length < 10; after = pages.at(-1)?.at(-1) ?? '') {
      const page = await store().parkedAggregates(2, after);
      if (page.length === 0) break;
      pages.push(page);
    }
    expect(pages).toEqual([['session/c1', 'session/c2'], ['session/c3', 'session/c4'], ['session/c5']]);
    for (const subject of ['c1', 'c2', 'c3', 'c4', 'c5']) await unpark(subject, 1);
    expect(await store().parkedAggregates(2, '')).toEqual(['session/c1']);
    await unpark('c1', 2);
    expect(await store().parkedAggregates(2, '')).toEqual([]);
  });

  it('keeps parked facts, the lowest version first, and the applied version of the aggregate', async () => {
    await park('d1', 8);
    await park('d1', 7);
    await store().transaction(async (tx) => {
      expect(await store().lock(tx, 'session/d1')).toEqual({ applied: 0, isParked: true });
      expect(await store().firstParked(tx, 'session/d1')).toMatchObject({
        ...{ fact: { version: 7 }, reason: 'a reason' },
      });
      await store().advance(tx, 'session/d1', 7);
    });
    await unpark('d1', 7);
    await unpark('d1', 8);
    await store().transaction(async (tx) => {
      expect(await store().lock(tx, 'session/d1')).toEqual({ applied: 7, isParked: false });
      expect(await store().firstParked(tx, 'session/d1')).toBeUndefined();
    });
  });
}

/** SQLSTATEs by their cause, for stores that keep positions in Postgres. */
export const postgresErrors = {
  ofTime: ['55P03', '57014'],
  ofTheStore: ['57P01', '53100', '53200', '08006', '40001', '40P01', '25006', '25P03', '58030'],
  ofTheEffect: ['23505', '23503', '22012', '42P01', '42501', '25P02', 'P0001'],
};

/** Returns a statement that fails with this SQLSTATE. */
export const failingWith = (sqlState: string) =>
  `do $$ begin raise exception using errcode = '${sqlState}', message = 'as told'; end $$`;
