import { colleaguesFor } from './colleagues';
import { agentLoad, movable } from './supervisor.fixture';

const names = (colleagues: readonly { agentId: string }[]) => colleagues.map(({ agentId }) => agentId);

describe('the agents who could get conversations', () => {
  it('do not include the agent who has all of them', () => {
    const agents = [agentLoad('anna'), agentLoad('ben')];
    expect(names(colleaguesFor([movable()], agents))).toEqual(['ben']);
    const shared = [movable(), movable({ agent: { agentId: 'ben', name: 'Ben', connected: true } })];
    expect(names(colleaguesFor(shared, agents))).toEqual(['anna', 'ben']);
  });

  it('are sorted by eligibility, then by workstream, presence and free capacity', () => {
    const agents = [
      agentLoad('full', { usedUnits: 90 }),
      agentLoad('lost', { line: 'lost' }),
      agentLoad('stranger', { workstreamIds: ['support'] }),
      agentLoad('busy', { presence: 'busy' }),
      agentLoad('little', { usedUnits: 70 }),
      agentLoad('much', { usedUnits: 10 }),
    ];
    const colleagues = colleaguesFor([movable()], agents);
    expect(names(colleagues)).toEqual(['much', 'little', 'busy', 'stranger', 'lost', 'full']);
    expect(colleagues.map(({ unfit }) => unfit)).toEqual([null, null, null, null, 'away', 'full']);
  });

  it('are eligible when they have capacity for some of several conversations', () => {
    const agents = [agentLoad('ben', { usedUnits: 80 })];
    expect(colleaguesFor([movable(), movable()], agents)[0]?.unfit).toBeNull();
  });

  it('need capacity for at least one conversation, and have none when their maximum was lowered below their load', () => {
    const agents = [agentLoad('ben', { usedUnits: 100 }), agentLoad('cat', { usedUnits: 120 })];
    const colleagues = colleaguesFor([movable({ units: 0 })], agents);
    expect(colleagues.map(({ unfit, freeUnits }) => [unfit, freeUnits])).toEqual([
      ['full', 0],
      ['full', 0],
    ]);
  });
});
