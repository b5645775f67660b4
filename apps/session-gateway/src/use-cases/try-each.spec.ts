import { RetryMemory } from '../domain/retry-memory';
import { tryEach } from './try-each';

describe('items that are tried one by one', () => {
  const broken = new Error('broken');
  const gone = Object.assign(new Error('gone'), { code: '57P01' });
  const failureOf = (id: string) => `${id} failed`;
  let memory: RetryMemory;
  let tried: string[];
  beforeEach(() => {
    memory = new RetryMemory();
    tried = [];
  });
  /** Tries three items. The second one has this outcome, and the others succeed. */
  const tryThree = (outcome: boolean | Error, now = 0) =>
    tryEach(['a', 'b', 'c'], { retries: memory, now, failureOf }, (id) => {
      tried.push(id);
      if (id !== 'b') return Promise.resolve(true);
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    });

  it('are not skipped after they were processed', async () => {
    expect(await tryThree(true)).toBeUndefined();
    expect([memory.skipped(0), memory.nextInMs(0)]).toEqual([[], null]);
  });

  it.each([
    { item: 'one that failed is skipped for a minute', outcome: broken, ms: 60_000 },
    { item: 'one that is locked is skipped for 5 s', outcome: false, ms: 5_000 },
  ])('are all tried: $item', async ({ outcome, ms }) => {
    await tryThree(outcome, 100);
    expect(tried).toEqual(['a', 'b', 'c']);
    expect([memory.skipped(100), memory.nextInMs(100)]).toEqual([['b'], ms]);
    expect(memory.skipped(100 + ms - 1)).toEqual(['b']);
    expect(memory.skipped(100 + ms)).toEqual([]);
  });

  it('return the first error, with the id of its item', async () => {
    const failing = tryEach(['a', 'b'], { retries: memory, now: 0, failureOf }, () => Promise.reject(broken));
    expect(await failing).toMatchObject({ message: 'a failed', cause: broken });
    expect(memory.skipped(0)).toEqual(['a', 'b']);
  });

  it('stop when Postgres is unreachable, also skipping the item that was tried', async () => {
    await expect(tryThree(gone)).rejects.toBe(gone);
    expect(tried).toEqual(['a', 'b']);
    expect(memory.skipped(0)).toEqual(['b']);
  });
});
