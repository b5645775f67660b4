import { UnfinishedThings } from './unfinished';

describe('unfinished requests and connections of unknown clients', () => {
  const limits = { perAddress: 3, total: 5, bytes: 1_000 };

  function begun(things: UnfinishedThings) {
    const gone: string[] = [];
    const begin = (name: string, address = name, bytes = 0) =>
      things.begin(address, () => gone.push(name), bytes);
    return { begin, gone };
  }

  it('are limited per address: the oldest of that address is ended, and none of another one', () => {
    const { begin, gone } = begun(new UnfinishedThings(limits));
    begin('neighbour');
    for (const name of ['a1', 'a2', 'a3', 'a4']) begin(name, 'a');
    expect(gone).toEqual(['a1']);
  });

  it('are limited in total: one of the address that has most is ended', () => {
    const { begin, gone } = begun(new UnfinishedThings(limits));
    begin('b1', 'b');
    for (const name of ['a1', 'a2', 'a3']) begin(name, 'a');
    begin('c');
    begin('d');
    expect(gone).toEqual(['a1']);
  });

  it('are limited in bytes: the largest of the address that holds most is ended, until the rest has room', () => {
    const things = new UnfinishedThings(limits);
    const { begin, gone } = begun(things);
    const small = begin('small', 'small', 100);
    begin('a1', 'a', 300);
    begin('a2', 'a', 500);
    small.grew(150);
    expect(gone).toEqual(['a2']);
    small.grew(500);
    expect(gone).toEqual(['a2', 'small']);
    expect(things.size).toBe(1);
  });

  it('are removed when they are finished, however often that is reported', () => {
    const things = new UnfinishedThings(limits);
    const { begin, gone } = begun(things);
    const all = Array.from({ length: 3 }, (_, i) => begin(`a${i}`, 'a', 300));
    for (const one of [...all, ...all]) one.finished();
    for (const one of all) one.grew(5_000);
    expect(things.size).toBe(0);
    begin('late', 'a', 1_000);
    expect(gone).toEqual([]);
  });
});
