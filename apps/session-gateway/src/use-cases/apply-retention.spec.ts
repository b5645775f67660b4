import { retentionLimits } from '@rejoin/contracts';
import type { BlocksStore } from '../store/blocks.store';
import type { EraseConversation } from './erase-conversation';
import type { RetentionStore } from '../store/retention.store';
import { ApplyRetention } from './apply-retention';

describe('the pauses of the retention', () => {
  let due: string[];
  let erase: () => Promise<object | undefined>;
  let keep: ApplyRetention;
  beforeEach(() => {
    due = [];
    erase = () => Promise.resolve({});
    const retention = {
      listRecords: () => Promise.resolve([]),
      listWithTexts: (skipped: readonly string[], limit: number) =>
        Promise.resolve(
          due
            .filter((id) => !skipped.includes(id))
            .slice(0, limit)
            .map((conversationId) => ({ conversationId, overdueSeconds: 1 })),
        ),
    } as unknown as RetentionStore;
    keep = new ApplyRetention(
      retention,
      { erase: () => erase() } as unknown as EraseConversation,
      { deleteOver: () => Promise.resolve() } as unknown as BlocksStore,
    );
  });
  const fullBatch = Array.from({ length: retentionLimits.conversationsAtOnce.value }, (_, i) => `c${i}`);

  it.each([
    ['long when nothing is due', [], null],
    ['short after something was found, because more may be due', ['c1'], 1_000],
    ['shortest after a full batch', fullBatch, 200],
  ])('are %s', async (_, found, pauseMs) => {
    due = found;
    expect(await keep.run(0)).toBe(pauseMs);
  });

  it.each([
    ['5 s for a conversation that is locked', () => Promise.resolve(undefined), 5_000],
    ['a minute for one that fails', () => Promise.reject(new Error('broken')), 60_000],
  ])('are %s', async (_, outcome, pauseMs) => {
    due = ['c1'];
    erase = outcome;
    await keep.run(0).catch(() => undefined);
    const again = jest.fn(() => Promise.resolve({}));
    erase = again;
    expect(await keep.run(pauseMs - 1)).toBeNull();
    expect(again).not.toHaveBeenCalled();
    await keep.run(pauseMs);
    expect(again).toHaveBeenCalledTimes(1);
  });
});
