import { InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query';
import { createQueryClient } from '../../../kit/query-client';
import type { Page } from '../api/kinds';
import { pagesOf } from './pages';

describe('a long list', () => {
  let client: QueryClient;
  let stored: number[];
  const asked: (string | null)[] = [];
  const load = (cursor: string | null): Promise<Page<number>> => {
    asked.push(cursor);
    const from = cursor === null ? 0 : Number(cursor);
    const next = from + 2;
    return Promise.resolve({
      items: stored.slice(from, next),
      nextCursor: next < stored.length ? String(next) : null,
    });
  };
  const listOf = (key: string) => new InfiniteQueryObserver(client, pagesOf([key], load));

  beforeEach(() => {
    client = createQueryClient();
    stored = [1, 2, 3, 4, 5];
    asked.length = 0;
  });
  afterEach(() => {
    client.clear();
  });

  it('shows one page after the other until its end', async () => {
    const list = listOf('all');
    list.subscribe(() => undefined);
    expect((await list.refetch()).data).toEqual([1, 2]);
    expect((await list.fetchNextPage()).data).toEqual([1, 2, 3, 4]);
    const { data, hasNextPage } = await list.fetchNextPage();
    expect([data, hasNextPage]).toEqual([[1, 2, 3, 4, 5], false]);
    list.destroy();
  });

  it('is read again from its beginning, with as many pages, after a change', async () => {
    const list = listOf('all');
    list.subscribe(() => undefined);
    await list.refetch();
    await list.fetchNextPage();
    stored = [0, ...stored];
    asked.length = 0;
    await client.invalidateQueries();
    expect(asked).toEqual([null, '2']);
    expect(list.getCurrentResult().data).toEqual([0, 1, 2, 3]);
    list.destroy();
  });

  it('stays on the screen while a search runs', async () => {
    const list = listOf('all');
    list.subscribe(() => undefined);
    await list.refetch();
    stored = [7];
    list.setOptions(pagesOf(['search'], load));
    expect(list.getCurrentResult()).toMatchObject({ data: [1, 2], isPlaceholderData: true });
    expect((await list.refetch({ cancelRefetch: false })).data).toEqual([7]);
    list.destroy();
  });
});
