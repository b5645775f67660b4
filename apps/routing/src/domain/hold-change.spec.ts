import type { RoutingFact } from '@rejoin/contracts';
import { notStarted, type Conversation } from './conversation';
import { holdChanges } from './hold-change';
import { assigned, held, released, requeued, resumed, wrappedUp } from './slot-facts';

const at = '2026-03-02T09:00:00.000Z';
const active: Conversation = {
  ...notStarted('c1'),
  workstreamId: 'w1',
  state: 'active',
  agentId: 'ann',
  units: 2,
  slot: 'consumed',
};
const away: Conversation = { ...active, slot: 'held', away: true };
const plan = { rule: 'always-block', blockSeconds: null, autoCloseSeconds: 900 } as const;
const ben = { agentId: 'ben', reachable: true, maxUnits: 9, usedUnits: 0 };

const changesOf = (was: Conversation, ...facts: RoutingFact[]) =>
  holdChanges(was, facts).map(({ kind, agentId, units }) => [kind, agentId, units]);

describe('a hold', () => {
  it('starts when the customer of an agent is away', () => {
    expect(changesOf(active, held(active, at))).toEqual([['start', 'ann', 2]]);
  });

  it.each([
    ['the customer returns', [resumed(away, at)]],
    [
      'the conversation goes into wrap-up, whose block is another matter',
      wrappedUp(away, 'InConversation', plan, { actor: { by: 'system' }, at }),
    ],
    ['the conversation is parked', requeued(away, 'AgentDisconnected', at)],
  ])('ends when %s', (_, facts) => {
    expect(changesOf(away, ...facts)).toEqual([['end', 'ann', 2]]);
  });

  it('moves to another agent as an end and a start, with the same units', () => {
    const moved = assigned(away, ben, { by: 'transfer', units: 3, at });
    const theirs = { ...away, agentId: 'ben', units: 3 };
    expect(changesOf(away, ...released(away, at), moved, held(theirs, at))).toEqual([
      ['end', 'ann', 2],
      ['start', 'ben', 3],
    ]);
  });

  it('is not changed by other facts', () => {
    expect(changesOf(active, ...released(active, at))).toEqual([]);
    expect(changesOf(away)).toEqual([]);
  });
});
