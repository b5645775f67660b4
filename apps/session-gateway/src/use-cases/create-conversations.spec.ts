import { Overloaded } from '@rejoin/persistence';
import type { ConversationsStore } from '../store/conversations.store';
import { CreateConversations, type NewStart } from './create-conversations';

/** A start whose content does not matter here. */
const aStart = { secretHash: 'hash', identity: null, start: { widgetId: 'w' } } as unknown as NewStart;

describe('starts while Postgres is slow', () => {
  it('are refused when 2,000 are waiting, while returns are still looked up', async () => {
    const never = new Promise<never>(() => undefined);
    const database = { transaction: () => never, query: () => Promise.resolve([]) };
    const making = new CreateConversations(database as never, {} as ConversationsStore);
    const outcomes: unknown[] = [];
    const make = () => void making.create(aStart).catch((error: unknown) => outcomes.push(error));
    make();
    // The first start is being written, and the others wait.
    await new Promise(setImmediate);
    for (let i = 0; i < 2_000; i++) make();
    await new Promise(setImmediate);
    expect(outcomes).toEqual([]);
    make();
    await new Promise(setImmediate);
    expect(outcomes).toEqual([expect.any(Overloaded)]);
    const key = { widgetId: 'w', secretHash: 'hash', subjectHash: null };
    expect(await making.find(key)).toBeUndefined();
  });
});
