import { jsonById } from './json-by-id';

describe('values by their ids', () => {
  it.each<[string, [string, object | string | null][]]>([
    ['none', []],
    [
      'documents',
      [
        ['a', { deep: ['x', 1] }],
        ['b', {}],
      ],
    ],
    [
      'texts and nothing',
      [
        ['a', 'x"y'],
        ['b', null],
      ],
    ],
    [
      'ids with every character',
      [
        ['a"b\\c\u2028\n', 'x'],
        ['__proto__', 'y'],
      ],
    ],
  ])('are the object that would be made of them: %s', (_, values) => {
    expect(jsonById(values)).toBe(JSON.stringify(Object.fromEntries(values)));
    expect(jsonById(new Map(values))).toBe(jsonById(values));
  });
});
