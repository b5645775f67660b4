import { emptyDesk, evolveDesk } from '@rejoin/client';
import type { AgentFrame, QueueFront, WaitingChat } from '@rejoin/contracts';
import fc from 'fast-check';
import { deskQueue, queueChange } from './desk-queue';

const at = (second: number): string => new Date(second * 1000).toISOString();

describe('the queue of a desk', () => {
  const front = (
    workstreamId: string,
    ids: string[],
    seconds: number[],
    returned = 0,
  ): [string, QueueFront] => [
    workstreamId,
    { workstreamId, conversationIds: ids, queuedAt: seconds.map(at), returned, averageWaitSeconds: null },
  ];

  it('lists former customers of an agent first, then by waiting time, over all workstreams', () => {
    const fronts = new Map([
      front('sales', ['back', 'late'], [9, 5], 1),
      front('support', ['early', 'later'], [1, 7]),
      front('other', ['foreign'], [0]),
    ]);
    const ids = deskQueue(['sales', 'support'], fronts)?.map(({ conversationId }) => conversationId);
    expect(ids).toEqual(['back', 'early', 'late', 'later']);
  });

  it('is unknown when routing does not send the waiting times', () => {
    const old = { workstreamId: 'sales', conversationIds: ['a'], averageWaitSeconds: null };
    expect(deskQueue(['sales'], new Map([['sales', old]]))).toBeUndefined();
  });

  it('equals the list that a client builds from the changes', () => {
    const row = fc.record({
      conversationId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      second: fc.nat(3),
    });
    const list = fc.uniqueArray(row, { selector: ({ conversationId }) => conversationId }).map((rows) =>
      rows.map(({ conversationId, second }): WaitingChat => {
        return { conversationId, workstreamId: 's', queuedAt: at(second) };
      }),
    );
    fc.assert(
      fc.property(fc.array(list, { minLength: 2, maxLength: 5 }), (lists) => {
        const [first = [], ...next] = lists;
        let shown = [...first];
        let state = evolveDesk(emptyDesk, statusWith(first));
        for (const queue of next) {
          const change = queueChange(shown, queue);
          if (change) state = evolveDesk(state, { type: 'queue-changed', ...change });
          shown = queue;
          expect(state.status?.queue).toEqual(queue);
        }
      }),
    );
  });

  it('has no changes when nothing has changed', () => {
    const queue = [{ conversationId: 'a', workstreamId: 's', queuedAt: at(1) }];
    expect(queueChange(queue, [...queue])).toBeUndefined();
  });

  const statusWith = (queue: WaitingChat[]): AgentFrame => {
    const units = { usedUnits: 0, heldUnits: 0, maxUnits: 1 };
    return { type: 'status', presence: 'available', ...units, queue, colleagues: [] };
  };
});
