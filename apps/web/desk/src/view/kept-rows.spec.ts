import { withKept } from './kept-rows';

describe('the rendered rows of a long list', () => {
  it('include those that are kept, in the order of the list', () => {
    expect(withKept([10, 11, 12], [200, 3])).toEqual([3, 10, 11, 12, 200]);
  });

  it('include no row twice, and none that is not there', () => {
    expect(withKept([10, 11], [11, -1])).toEqual([10, 11]);
  });
});
