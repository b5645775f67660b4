import { refuseChoice } from './closing-choice';

describe('what an agent chooses when closing', () => {
  const offered = { dispositions: ['Solved', 'Spam'], dispositionRequired: false, tags: ['vip', 'returns'] };
  const nameOf = (chosen: Parameters<typeof refuseChoice>[1], dispositionRequired = false) =>
    refuseChoice({ ...offered, dispositionRequired }, chosen)?.refused;

  it.each([
    ['nothing', { disposition: null, tags: [] }],
    ['a disposition', { disposition: 'Spam', tags: [] }],
    ['tags', { disposition: null, tags: ['returns', 'vip'] }],
  ])('may be %s', (_, chosen) => {
    expect(nameOf(chosen)).toBeUndefined();
  });

  it('must be a disposition where one is required', () => {
    expect(nameOf({ disposition: null, tags: ['vip'] }, true)).toBe('disposition-required');
    expect(nameOf({ disposition: 'Solved', tags: [] }, true)).toBeUndefined();
  });

  it('must be offered', () => {
    expect(nameOf({ disposition: 'vip', tags: [] })).toBe('disposition-unknown');
    expect(nameOf({ disposition: 'Solved', tags: ['vip', 'Solved'] })).toBe('disposition-unknown');
  });
});
