import type { RoutingFact } from '@rejoin/contracts';
import { notStarted, type Conversation } from './conversation';
import { holdMoves } from './hold-move';
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

const told = (was: Conversation, ...facts: RoutingFact[]) =>
  holdMoves(was, facts).map(({ kind, agentId, units }) => [kind, agentId, units]);

describe('a hold', () => {
  it('begins when the customer of an agent is away', () => {
    expect(told(active, held(active, at))).toEqual([['begun', 'ann', 2]]);
  });

  it.each([
    ['the customer returns', [resumed(away, at)]],
    [
      'the conversation goes into wrap-up, whose block is another matter',
      wrappedUp(away, 'InConversation', plan, { doer: { by: 'system' }, at }),
    ],
    ['the conversation is parked', requeued(away, 'AgentDisconnected', at)],
  ])('ends when %s', (_, facts) => {
    expect(told(away, ...facts)).toEqual([['ended', 'ann', 2]]);
  });

  it('moves to another agent as an end and a beginning, at the price of then', () => {
    const moved = assigned(away, ben, { by: 'transfer', units: 3, at });
    const theirs = { ...away, agentId: 'ben', units: 3 };
    expect(told(away, ...released(away, at), moved, held(theirs, at))).toEqual([
      ['ended', 'ann', 2],
      ['begun', 'ben', 3],
    ]);
  });

  it('is not touched by what is no hold', () => {
    expect(told(active, ...released(active, at))).toEqual([]);
    expect(told(away)).toEqual([]);
  });
});
