import { patiently, type TokenProvider } from './sign-in';

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const asking = (provider: TokenProvider) => patiently(provider, () => Date.now());
const unavailable = { name: 'unavailable' };

describe('a portal that provides a token', () => {
  it('is asked each time', async () => {
    const provider = jest.fn().mockReturnValueOnce('one').mockResolvedValueOnce('two');
    const token = asking(provider);
    expect([await token(), await token()]).toEqual(['one', 'two']);
  });

  it.each([[undefined], [null], ['']])('reports with %p that no one is signed in', async (nobody) => {
    expect(await asking(() => nobody as undefined)()).toBeUndefined();
  });

  it('is waited for 5 s when it never answers, and is asked again after 30 s', async () => {
    const provider = jest.fn(() => new Promise<string>(() => undefined));
    const token = asking(provider);
    const first = expect(token()).rejects.toMatchObject(unavailable);
    await jest.advanceTimersByTimeAsync(5_000);
    await first;
    const second = expect(token()).rejects.toMatchObject(unavailable);
    await jest.advanceTimersByTimeAsync(5_000);
    await second;
    expect(provider).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(21_000);
    const third = expect(token()).rejects.toMatchObject(unavailable);
    await jest.advanceTimersByTimeAsync(5_000);
    await third;
    expect(provider).toHaveBeenCalledTimes(2);
  });

  it('has its late answer used by the next caller', async () => {
    const later: ((token: string) => void)[] = [];
    const token = asking(() => new Promise((resolve) => later.push(resolve)));
    const first = expect(token()).rejects.toMatchObject(unavailable);
    await jest.advanceTimersByTimeAsync(5_000);
    await first;
    later[0]!('late');
    expect(await token()).toBe('late');
    expect(later).toHaveLength(1);
  });

  it('that fails does not count as no one signed in, and is asked again', async () => {
    const provider = jest
      .fn()
      .mockImplementationOnce(() => {
        throw new Error('broken');
      })
      .mockRejectedValueOnce(new Error('offline'))
      .mockResolvedValueOnce('token');
    const token = asking(provider);
    await expect(token()).rejects.toMatchObject(unavailable);
    await expect(token()).rejects.toMatchObject(unavailable);
    expect(await token()).toBe('token');
  });
});
