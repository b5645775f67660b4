import { versionsRead } from './conditional';

const read = (ifMatch: string | undefined) =>
  versionsRead({ headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } });

describe('If-Match', () => {
  it('contains the versions that were read', () => {
    expect(read('"3"')).toEqual([3]);
    expect(read(' "3", "4" ')).toEqual([3, 4]);
  });

  it('matches nothing with a weak tag or a tag that is not ours', () => {
    for (const tag of ['W/"3"', '3', '"x"', '"3', '"-1"', '"9999999999999999999"'])
      expect(read(tag)).toEqual([]);
  });

  it('is required, and an asterisk is not enough', () => {
    for (const tag of [undefined, '', ' ', '*']) {
      expect(() => read(tag)).toThrow(expect.objectContaining({ refusal: 'version-required' }));
    }
  });
});
