import { canClose, nothingChosen, offered } from './closing';

describe('what is chosen at the end of a conversation', () => {
  const choices = { dispositions: ['Solved', 'Spam'], dispositionRequired: true, tags: ['vip', 'returns'] };

  it('is left out when the workstream no longer offers it', () => {
    expect(offered({ disposition: 'Lost', tags: ['vip', 'old'] }, choices)).toEqual({
      disposition: null,
      tags: ['vip'],
    });
    expect(offered({ disposition: 'Spam', tags: ['returns', 'vip'] }, choices)).toEqual({
      disposition: 'Spam',
      tags: ['returns', 'vip'],
    });
    const many = Array.from({ length: 30 }, (_, n) => `tag ${n}`);
    expect(offered({ disposition: null, tags: many }, { ...choices, tags: many }).tags).toHaveLength(20);
    expect(offered({ disposition: 'Lost', tags: [] }, undefined)).toEqual({ disposition: 'Lost', tags: [] });
  });

  it('must be a disposition where one is required', () => {
    expect(canClose(nothingChosen, choices)).toBe(false);
    expect(canClose({ disposition: 'Spam', tags: [] }, choices)).toBe(true);
    expect(canClose(nothingChosen, { ...choices, dispositionRequired: false })).toBe(true);
    expect(canClose(nothingChosen, undefined)).toBe(true);
  });
});
