import { QueryObserver, type QueryClient, type QueryObserverOptions } from '@tanstack/react-query';
import { createQueryClient } from '../../../../kit/query-client';
import { beginningWith, pollOf, type Received } from './poll';

const refused = (name: string) => Object.assign(new Error(name), { name });
const at = '2026-05-04T09:12:00.000Z';
const received = (answer: string): Received<string> => ({ answer, at });

describe('a polled query', () => {
  let client: QueryClient;
  let answer: () => Promise<Received<string>>;
  let observer: QueryObserver<Received<string>>;
  const optionsOf = (key: string): QueryObserverOptions<Received<string>> => ({
    queryKey: [key],
    queryFn: () => answer(),
    ...beginningWith(() => observer.getCurrentResult().data),
  });
  const shown = () => pollOf(observer.getCurrentResult());
  const poll = async () => {
    await observer.refetch();
    return shown();
  };

  beforeEach(async () => {
    client = createQueryClient();
    answer = () => Promise.resolve(received('three windows'));
    observer = new QueryObserver<Received<string>>(client, { queryKey: ['all'], queryFn: () => answer() });
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
    answer = () => Promise.resolve(received('two'));
    expect(await poll()).toEqual({ data: 'two', at, isChanging: false, problem: undefined });
  });

  it('drops the data when access is refused', async () => {
    answer = () => Promise.reject(refused('forbidden'));
    expect(await poll()).toMatchObject({ data: undefined, problem: { name: 'forbidden' } });
  });

  it('keeps the data of the previous query while another one is running, and after that has failed', async () => {
    let fail: (error: Error) => void = () => undefined;
    answer = () => new Promise((_, reject) => (fail = reject));
    observer.setOptions(optionsOf('sales'));
    expect(shown()).toEqual({ data: 'three windows', at, isChanging: true, problem: undefined });
    const failed = observer.refetch({ cancelRefetch: false });
    fail(refused('unavailable'));
    await failed;
    const kept = { data: 'three windows', isChanging: true, problem: { name: 'unavailable' } };
    expect(shown()).toMatchObject(kept);
    void observer.refetch();
    expect(shown()).toMatchObject(kept);
    answer = () => Promise.resolve(received('one'));
    expect(await poll()).toEqual({ data: 'one', at, isChanging: false, problem: undefined });
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
