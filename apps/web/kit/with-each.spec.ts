import { withEach } from './with-each';

describe('the same action for several conversations', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `c${index}`);

  it('runs once for each of 60, a few at a time', async () => {
    let running = 0;
    let most = 0;
    const calls: string[] = [];
    const { done, failed } = await withEach(ids, async (id) => {
      calls.push(id);
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
    });
    expect([...done].sort()).toEqual([...ids].sort());
    expect(calls).toHaveLength(60);
    expect(failed).toEqual([]);
    expect(most).toBe(4);
  });

  it('continues after a failure, and reports the id and the error', async () => {
    const why = new Error('not-in-wrap-up');
    const { done, failed } = await withEach(['a', 'b', 'c'], (id) =>
      id === 'b' ? Promise.reject(why) : Promise.resolve(),
    );
    expect(done).toEqual(['a', 'c']);
    expect(failed).toEqual([{ id: 'b', error: why }]);
  });

  it('does nothing for an empty list', async () => {
    expect(await withEach([], () => Promise.reject(new Error()))).toEqual({ done: [], failed: [] });
  });
});
