import { pageClauses } from './list-page';

describe('the clauses of a sorted page', () => {
  const expressions = { name: 'lower(name)', units: '(units)::int' };

  it('skip the rows up to the last one of the page before', () => {
    expect(pageClauses('agents', expressions, { sort: 'name', order: 'asc' })).toEqual({
      isAfter: `($2 = '' or (lower(name), id) > (select lower(name), id from agents where org = $1 and id = $2))`,
      inOrder: 'lower(name) asc, id asc',
    });
  });

  it('turn around for the descending order, the id included', () => {
    expect(pageClauses('agents', expressions, { sort: 'units', order: 'desc' })).toEqual({
      isAfter: `($2 = '' or ((units)::int, id) < (select (units)::int, id from agents where org = $1 and id = $2))`,
      inOrder: '(units)::int desc, id desc',
    });
  });

  it('are not made from a field that is not in the list', () => {
    expect(() => pageClauses('agents', expressions, { sort: 'id; drop', order: 'asc' })).toThrow(/sorted/);
  });
});
