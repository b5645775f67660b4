import { Backpressure } from './backpressure';

const turns = async () => {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
};

describe('the backpressure of a socket', () => {
  it('sends pages at once to a reader who keeps up', async () => {
    expect(await new Backpressure({ unreadBytes: 0 }).page(() => Promise.resolve('page'))).toBe('page');
  });

  it('holds pages back while the reader is behind, and sends them afterwards', async () => {
    const reader = { unreadBytes: 1_000_000 };
    const pace = new Backpressure(reader);
    const read = jest.fn(() => Promise.resolve());
    const page = pace.page(read);
    pace.onDrain();
    await turns();
    expect(read).not.toHaveBeenCalled();
    reader.unreadBytes = 0;
    pace.onDrain();
    await page;
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('sends few pages at once, and the others in the requested order', async () => {
    const pace = new Backpressure({ unreadBytes: 0 });
    const ends: (() => void)[] = [];
    const startedPages: number[] = [];
    const pages = [0, 1, 2, 3, 4, 5].map((n) =>
      pace.page(() => {
        startedPages.push(n);
        return new Promise<void>((resolve) => ends.push(resolve));
      }),
    );
    await turns();
    expect(startedPages).toEqual([0, 1, 2, 3]);
    ends[3]?.();
    await turns();
    expect(startedPages).toEqual([0, 1, 2, 3, 4]);
    for (const end of ends) end();
    await turns();
    ends.at(-1)?.();
    await Promise.all(pages);
    expect(startedPages).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('frees the turn of a page that failed', async () => {
    const pace = new Backpressure({ unreadBytes: 0 });
    for (let i = 0; i < 10; i++)
      await expect(pace.page(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await pace.page(() => Promise.resolve('page'))).toBe('page');
  });
});
