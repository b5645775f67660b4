import { allOngoing, canMove, countOf, isFiltered, toSearch } from './ongoing';

const agent = { agentId: 'anna', name: 'Anna', connected: true };

describe('the query of ongoing conversations', () => {
  it('asks for everything by need, and only for what was selected', () => {
    expect(toSearch(allOngoing, null)).toEqual({ order: 'need' });
    expect(
      toSearch({ search: '  %_\\ ', status: 'waiting', agentId: 'anna', order: 'newest' }, 'sales'),
    ).toEqual({
      search: '%_\\',
      status: 'waiting',
      agentId: 'anna',
      order: 'newest',
      workstreamId: 'sales',
    });
  });

  it('is filtered by text, status or agent, not by blanks or the order', () => {
    expect(isFiltered(allOngoing)).toBe(false);
    expect(isFiltered({ ...allOngoing, search: '  ', order: 'oldest' })).toBe(false);
    expect(isFiltered({ ...allOngoing, search: 'a' })).toBe(true);
    expect(isFiltered({ ...allOngoing, status: 'active' })).toBe(true);
    expect(isFiltered({ ...allOngoing, agentId: 'anna' })).toBe(true);
  });

  it('counts all statuses together', () => {
    expect(countOf({ waiting: 1, active: 2, disconnected: 3, 'wrap-up': 4 })).toBe(10);
  });
});

describe('another agent', () => {
  it.each([
    ['waiting', null, true],
    ['active', agent, true],
    ['disconnected', agent, true],
    ['disconnected', null, false],
    ['wrap-up', agent, false],
    ['closed', null, false],
  ])('can get a conversation that is %s with agent %p: %p', (status, of, can) => {
    expect(canMove({ status, agent: of })).toBe(can);
  });
});
