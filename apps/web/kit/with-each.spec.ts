import { withEach } from './with-each';

describe('the same deed for several conversations', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `c${index}`);

  it('is done once for each of 60, a few at a time', async () => {
    let running = 0;
    let most = 0;
    const asked: string[] = [];
    const { done, failed } = await withEach(ids, async (id) => {
      asked.push(id);
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
    });
    expect([...done].sort()).toEqual([...ids].sort());
    expect(asked).toHaveLength(60);
    expect(failed).toEqual([]);
    expect(most).toBe(4);
  });

  it('goes on where one fails, and says which and why', async () => {
    const why = new Error('not-in-wrap-up');
    const { done, failed } = await withEach(['a', 'b', 'c'], (id) =>
      id === 'b' ? Promise.reject(why) : Promise.resolve(),
    );
    expect(done).toEqual(['a', 'c']);
    expect(failed).toEqual([{ id: 'b', error: why }]);
  });

  it('is nothing for nobody', async () => {
    expect(await withEach([], () => Promise.reject(new Error()))).toEqual({ done: [], failed: [] });
  });
});
