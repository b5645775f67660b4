import { PacedKeys } from './paced-keys';

describe('paced keys', () => {
  const paced = () => new PacedKeys({ soonMs: 50, everyMs: 500 });

  it('are due soon after they were added, and are taken once', () => {
    const keys = paced();
    expect(keys.add('anna', 1_000)).toBe(50);
    expect(keys.add('anna', 1_020)).toBe(30);
    expect(keys.take(1_049, 10)).toEqual([]);
    expect(keys.nextIn(1_040)).toBe(10);
    expect(keys.take(1_050, 10)).toEqual(['anna']);
    expect(keys.take(9_000, 10)).toEqual([]);
    expect(keys.nextIn(9_000)).toBeNull();
  });

  it('are due no more often than the pace allows, and soon again after that', () => {
    const keys = paced();
    keys.add('anna', 0);
    keys.take(50, 10);
    expect(keys.add('anna', 60)).toBe(490);
    expect(keys.add('ben', 60)).toBe(50);
    expect(keys.take(549, 10)).toEqual(['ben']);
    expect(keys.take(550, 10)).toEqual(['anna']);
    expect(keys.add('anna', 2_000)).toBe(50);
  });

  it('beyond the limit stay for the next time, in the order in which they were added', () => {
    const keys = paced();
    for (const key of ['a', 'b', 'c']) keys.add(key, 0);
    expect(keys.take(100, 2)).toEqual(['a', 'b']);
    expect(keys.nextIn(100)).toBe(0);
    keys.add('a', 100);
    expect(keys.take(1_000, 1)).toEqual(['c']);
  });

  it('start with a new pace after they were forgotten', () => {
    const keys = paced();
    keys.add('anna', 0);
    keys.take(50, 10);
    keys.forget('anna');
    expect(keys.add('anna', 60)).toBe(50);
    keys.forget('anna');
    expect(keys.nextIn(60)).toBeNull();
  });
});
