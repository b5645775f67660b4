import { allAgents, isNarrowed, queryOf } from './asked-agents';

describe('the agents that a supervisor asks for', () => {
  it('are all of them, the busiest first, until they are narrowed', () => {
    expect(queryOf(allAgents)).toEqual({ order: 'busy' });
    expect(isNarrowed(allAgents)).toBe(false);
    expect(isNarrowed({ ...allAgents, order: 'free', search: '  ' })).toBe(false);
  });

  it('are those with a name and a presence', () => {
    const asked = { search: ' %_ ', presence: 'away', order: 'free' } as const;
    expect(queryOf(asked)).toEqual({ search: '%_', presence: 'away', order: 'free' });
    expect(isNarrowed(asked)).toBe(true);
  });
});
