import { changesBetween, isSame, leavesOf, withLeaf } from './leaves';

const widget = { name: 'Shop', origins: ['a', 'b'], reconnect: { enabled: true, extension: { times: 2 } } };

describe('the values of settings', () => {
  it('are found by their pointers; a list is one of them', () => {
    expect([...leavesOf(widget)]).toEqual([
      ['/name', 'Shop'],
      ['/origins', ['a', 'b']],
      ['/reconnect/enabled', true],
      ['/reconnect/extension/times', 2],
    ]);
  });

  it('are changed one by one, the rest stays as it is', () => {
    const changed = withLeaf(widget, '/reconnect/extension/times', 3);
    expect(changed).toEqual({ ...widget, reconnect: { enabled: true, extension: { times: 3 } } });
    expect(changed.origins).toBe(widget.origins);
    expect(widget.reconnect.extension.times).toBe(2);
  });
});

describe('two versions', () => {
  it('are the same in whatever order their keys come', () => {
    expect(isSame({ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 })).toBe(true);
    expect(isSame(['a', 'b'], ['b', 'a'])).toBe(false);
  });

  it('differ where a value was changed, added or taken away', () => {
    const newer = { ...withLeaf(widget, '/origins', ['a']), locale: 'en' };
    expect(changesBetween(widget, newer)).toEqual([
      { pointer: '/origins', old: ['a', 'b'], new: ['a'] },
      { pointer: '/locale', old: undefined, new: 'en' },
    ]);
  });

  it('of something new differ in all that is set', () => {
    expect(changesBetween(null, { name: 'x', url: null })).toEqual([
      { pointer: '/name', old: undefined, new: 'x' },
    ]);
  });
});
