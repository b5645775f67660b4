import { isNarrowed, listQueryOf, listStateOf, sortedBy, type ListState } from './list-state';

const shape = { sorts: ['name', 'changedAt'], filters: ['role', 'workstreamId'] } as const;
const start: ListState = { search: '', showsInactive: false, sort: 'name', order: 'asc', filters: {} };

describe('the state of a list', () => {
  it('is the default in an address without a query, and the default has no query', () => {
    expect(listStateOf('', shape)).toEqual(start);
    expect(listQueryOf(start, shape)).toBe('');
  });

  it.each<Partial<ListState>>([
    { search: '%_\\ & = #' },
    { search: ' مها ', showsInactive: true },
    { sort: 'changedAt', order: 'desc' },
    { filters: { role: 'agent', workstreamId: 'w_1' } },
  ])('survives in the address: %j', (some) => {
    const state = { ...start, ...some };
    expect(listStateOf(listQueryOf(state, shape), shape)).toEqual(state);
  });

  it('ignores what the list does not have', () => {
    const query = `sort=secret&order=up&inactive=1&role=&workstreamId=${'x'.repeat(101)}&other=1`;
    expect(listStateOf(query, shape)).toEqual(start);
    expect(listStateOf(`search=${'x'.repeat(300)}`, shape).search).toHaveLength(100);
  });

  it('is narrowed by a search or a filter, and not by spaces or an order', () => {
    expect(isNarrowed({ ...start, search: 'a' })).toBe(true);
    expect(isNarrowed({ ...start, filters: { role: 'agent' } })).toBe(true);
    expect(isNarrowed({ ...start, search: '  ', order: 'desc', showsInactive: true })).toBe(false);
  });

  it('turns around when the same column is sorted again, and begins upwards with another one', () => {
    const down = sortedBy(start, 'name');
    expect(down).toMatchObject({ sort: 'name', order: 'desc' });
    expect(sortedBy(down, 'name')).toMatchObject({ sort: 'name', order: 'asc' });
    expect(sortedBy(down, 'changedAt')).toMatchObject({ sort: 'changedAt', order: 'asc' });
  });
});
