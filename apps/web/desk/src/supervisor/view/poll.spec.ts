import {
  keepPreviousData,
  QueryObserver,
  type QueryClient,
  type QueryObserverOptions,
} from '@tanstack/react-query';
import { createQueryClient } from '../../../../kit/query-client';
import { pollOf } from './poll';

const refused = (name: string) => Object.assign(new Error(name), { name });

describe('a polled query', () => {
  let client: QueryClient;
  let answer: () => Promise<string>;
  let observer: QueryObserver<string>;
  const optionsOf = (key: string): QueryObserverOptions<string> => ({
    queryKey: [key],
    queryFn: () => answer(),
    placeholderData: keepPreviousData,
  });
  const shown = () => pollOf(observer.getCurrentResult());
  const poll = async () => {
    await observer.refetch();
    return shown();
  };

  beforeEach(async () => {
    client = createQueryClient();
    answer = () => Promise.resolve('three windows');
    observer = new QueryObserver(client, optionsOf('all'));
    observer.subscribe(() => undefined);
    await poll();
  });
  afterEach(() => {
    observer.destroy();
    client.clear();
  });

  it('keeps the last data while the server is unavailable, and clears the problem with the next response', async () => {
    answer = () => Promise.reject(refused('unavailable'));
    expect(await poll()).toMatchObject({ data: 'three windows', problem: { name: 'unavailable' } });
    answer = () => Promise.resolve('two');
    expect(await poll()).toEqual({ data: 'two', isChanging: false, problem: undefined });
  });

  it('drops the data when access is refused', async () => {
    answer = () => Promise.reject(refused('forbidden'));
    expect(await poll()).toMatchObject({ data: undefined, problem: { name: 'forbidden' } });
  });

  it('keeps the previous data while another query is running, but not after that query has failed', async () => {
    let fail: (error: Error) => void = () => undefined;
    answer = () => new Promise((_, reject) => (fail = reject));
    observer.setOptions(optionsOf('sales'));
    expect(shown()).toEqual({ data: 'three windows', isChanging: true, problem: undefined });
    const failed = observer.refetch({ cancelRefetch: false });
    fail(refused('unavailable'));
    await failed;
    expect(shown()).toMatchObject({ data: undefined, isChanging: false, problem: { name: 'unavailable' } });
  });

  it('is not sent again by itself after a failure, and is read again after a change', async () => {
    const asked = jest.fn(() => Promise.reject(refused('unavailable')));
    answer = asked;
    await poll();
    expect(asked).toHaveBeenCalledTimes(1);
    const change = client.getMutationCache().build(client, { mutationFn: () => Promise.resolve('done') });
    await change.execute(undefined);
    expect(asked).toHaveBeenCalledTimes(2);
  });
});
