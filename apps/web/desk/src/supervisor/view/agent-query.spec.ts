import { allAgents, isNarrowed, paramsOf } from './agent-query';

describe('the query for agents', () => {
  it('selects all agents, the busiest first, by default', () => {
    expect(paramsOf(allAgents)).toEqual({ order: 'busy' });
    expect(isNarrowed(allAgents)).toBe(false);
    expect(isNarrowed({ ...allAgents, order: 'free', search: '  ' })).toBe(false);
  });

  it('selects agents by name and presence', () => {
    const query = { search: ' %_ ', presence: 'away', order: 'free' } as const;
    expect(paramsOf(query)).toEqual({ search: '%_', presence: 'away', order: 'free' });
    expect(isNarrowed(query)).toBe(true);
  });
});
