import { z } from 'zod';
import { idOf, parseInput } from './input';

const Body = z.object({ name: z.string(), tags: z.array(z.object({ text: z.string() })) });

describe('what is sent', () => {
  it('is text as Postgres can store it, or every field that is not is named', () => {
    const body = { name: 'a\0b', tags: [{ text: 'fine \u{1F600}' }, { text: 'half \ud83d' }] };
    expect(() => parseInput(Body, body)).toThrow(
      expect.objectContaining({
        refusal: 'invalid',
        fields: [
          expect.objectContaining({ field: '/name' }),
          expect.objectContaining({ field: '/tags/1/text' }),
        ],
      }),
    );
    expect(parseInput(Body, { name: 'a', tags: [] })).toEqual({ name: 'a', tags: [] });
  });

  it('is the address of nothing when it cannot be an id', () => {
    expect(idOf('demo')).toBe('demo');
    for (const id of ['', 'a b', '\0', 'é', 'a'.repeat(65)]) {
      expect(() => idOf(id)).toThrow(expect.objectContaining({ refusal: 'not-found' }));
    }
  });
});
