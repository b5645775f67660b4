import { toJson } from './json';

const data = { id: 'a"b\n', list: [1, { deep: ['x', null] }], none: undefined, no: null, yes: true };

describe('JSON of plain data', () => {
  it('is the same as that of JSON.stringify', () => {
    expect(toJson(data)).toBe(JSON.stringify(data));
  });

  it('stays correct where a page has given arrays a toJSON', () => {
    const right = JSON.stringify(data);
    const arrays = Array.prototype as unknown as { toJSON?: () => string };
    arrays.toJSON = () => 'no list';
    try {
      expect(JSON.stringify(data)).not.toBe(right);
      expect(toJson(data)).toBe(right);
    } finally {
      delete arrays.toJSON;
    }
  });
});
