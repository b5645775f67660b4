import fc from 'fast-check';
import { afterIdOf, seqOf, pageOf } from './paging';

const itself = (id: string): string => id;

describe('pages', () => {
  it('contain the whole list once, whatever their size', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/), { maxLength: 30 });
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 10 }), (all, limit) => {
        const list = [...all].sort();
        const told: string[] = [];
        let cursor: string | null = null;
        do {
          const after = afterIdOf(cursor ?? undefined);
          const found = list.filter((id) => id > after).slice(0, limit + 1);
          const page: ReturnType<typeof pageOf<string, string>> = pageOf(found, limit, itself, itself);
          told.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(told).toEqual(list);
      }),
    );
  });

  it('end early when their items are long, and continue after the last one', () => {
    const long = (id: string): string => id.repeat(1_500_000);
    const { items, nextCursor } = pageOf(['a', 'b', 'c'], 3, itself, long);
    expect(items).toEqual([long('a')]);
    expect(afterIdOf(nextCursor ?? undefined)).toBe('a');
    expect(pageOf(['a'], 3, itself, long).nextCursor).toBeNull();
  });

  it('start only at a cursor that a page has returned', () => {
    const invalid = expect.objectContaining({
      refusal: 'invalid',
      fields: [expect.objectContaining({ field: '/cursor' })],
    });
    for (const key of ["' or 1=1", 'a\0', '']) {
      expect(() => afterIdOf(Buffer.from(key).toString('base64url'))).toThrow(invalid);
    }
    expect(() => seqOf(Buffer.from('12x').toString('base64url'))).toThrow(invalid);
    expect(seqOf(Buffer.from('12').toString('base64url'))).toBe(12);
  });
});
