import { z } from 'zod';
import { IdPipe, ZodPipe } from './zod-pipe';

const Body = z.object({ name: z.string(), tags: z.array(z.object({ text: z.string() })) });
const pipe = new ZodPipe(Body);

describe('the input of a request', () => {
  it('must be text that Postgres can store; every field that is not is named', () => {
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

  it('is refused with the names of all fields that its schema does not accept', () => {
    expect(() => pipe.transform({ tags: [{ text: 1 }] })).toThrow(
      expect.objectContaining({
        fields: [
          expect.objectContaining({ field: '/name', code: 'required' }),
          expect.objectContaining({ field: '/tags/0/text', code: 'wrong-type' }),
        ],
      }),
    );
  });

  it('is not found when it cannot be an id', () => {
    expect(new IdPipe().transform('demo')).toBe('demo');
    for (const id of ['', 'a b', '\0', 'é', 'a'.repeat(65)]) {
      expect(() => new IdPipe().transform(id)).toThrow(expect.objectContaining({ refusal: 'not-found' }));
      expect(() => new IdPipe('denied').transform(id)).toThrow(
        expect.objectContaining({ refusal: 'denied' }),
      );
    }
  });
});
