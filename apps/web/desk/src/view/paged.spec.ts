import { emptyPaged, evolvePaged, type Paged, type PagedEvent } from './paged';

const after = (...events: PagedEvent<string>[]): Paged<string> =>
  events.reduce<Paged<string>>(evolvePaged, emptyPaged);

describe('a list that is loaded page by page', () => {
  it('keeps its items while it is loading, and adds further pages', () => {
    const one = { type: 'received', items: ['a'], nextCursor: 'x' } as const;
    expect(after(one, { type: 'asked' })).toMatchObject({ items: ['a'], isLoading: true });
    const two = { type: 'continued', items: ['b'], nextCursor: null } as const;
    expect(after(one, { type: 'asked' }, two)).toEqual({
      items: ['a', 'b'],
      nextCursor: null,
      isLoading: false,
      isOutdated: false,
      problem: undefined,
    });
  });

  it('is replaced by the first page of another query', () => {
    const first = (item: string) => ({ type: 'received', items: [item], nextCursor: null }) as const;
    expect(after(first('a'), first('b')).items).toEqual(['b']);
  });

  it('keeps its items and the error when a page cannot be loaded, until it is asked for again', () => {
    const one = { type: 'received', items: ['a'], nextCursor: 'x' } as const;
    const failed = after(one, { type: 'failed', problem: new Error('no'), isFirst: false });
    expect(failed).toMatchObject({
      items: ['a'],
      nextCursor: 'x',
      isLoading: false,
      isOutdated: false,
      problem: new Error('no'),
    });
    expect(evolvePaged(failed, { type: 'asked' }).problem).toBeUndefined();
  });

  it('says that its items are those of an earlier query when the first page of another one fails', () => {
    const one = { type: 'received', items: ['a'], nextCursor: 'x' } as const;
    const failed = { type: 'failed', problem: new Error('no'), isFirst: true } as const;
    expect(after(one, { type: 'asked' }, failed)).toMatchObject({ items: ['a'], isOutdated: true });
    expect(after({ type: 'asked' }, failed).isOutdated).toBe(false);
    expect(after(one, failed, one).isOutdated).toBe(false);
  });
});
