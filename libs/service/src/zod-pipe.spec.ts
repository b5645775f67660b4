import { z } from 'zod';
import { IdPipe, ZodPipe } from './zod-pipe';

const Body = z.object({ name: z.string(), tags: z.array(z.object({ text: z.string() })) });
const pipe = new ZodPipe(Body);

describe('what is sent', () => {
  it('is text as Postgres can store it, or every field that is not is named', () => {
    const body = { name: 'a\0b', tags: [{ text: 'fine \u{1F600}' }, { text: 'half \ud83d' }] };
    expect(() => pipe.transform(body)).toThrow(
      expect.objectContaining({
        refusal: 'invalid',
        fields: [
          expect.objectContaining({ field: '/name' }),
          expect.objectContaining({ field: '/tags/1/text' }),
        ],
      }),
    );
    expect(pipe.transform({ name: 'a', tags: [] })).toEqual({ name: 'a', tags: [] });
  });

  it('is refused with every field that its schema does not take', () => {
    expect(() => pipe.transform({ tags: [{ text: 1 }] })).toThrow(
      expect.objectContaining({
        fields: [
          expect.objectContaining({ field: '/name', code: 'required' }),
          expect.objectContaining({ field: '/tags/0/text', code: 'wrong-type' }),
        ],
      }),
    );
  });

  it('is the address of nothing when it cannot be an id', () => {
    expect(new IdPipe().transform('demo')).toBe('demo');
    for (const id of ['', 'a b', '\0', 'é', 'a'.repeat(65)]) {
      expect(() => new IdPipe().transform(id)).toThrow(expect.objectContaining({ refusal: 'not-found' }));
      expect(() => new IdPipe('denied').transform(id)).toThrow(
        expect.objectContaining({ refusal: 'denied' }),
      );
    }
  });
});
