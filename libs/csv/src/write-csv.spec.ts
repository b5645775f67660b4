import fc from 'fast-check';
import { readCsv } from './read-csv';
import { csvRecord, csvStart } from './write-csv';

describe('a record of a CSV file', () => {
  it.each([
    [['a', 'b'], 'a,b\r\n'],
    [['a,b', 'c;d'], '"a,b","c;d"\r\n'],
    [['say "yes"', 'two\nlines'], '"say ""yes""","two\nlines"\r\n'],
    [[' space', 'space '], '" space","space "\r\n'],
    [[null, '', 0, -5, 1.5, true], ',,0,-5,1.5,true\r\n'],
  ])('of %j is %j', (fields, record) => {
    expect(csvRecord(fields)).toBe(record);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '=HYPERLINK("https://evil.example")',
  ])('never has the formula %j', (text) => {
    const written = csvRecord([text]);
    expect(written).toMatch(/^"?'/);
    expect(readCsv(written).records[0]?.fields).toEqual([`'${text}`]);
  });

  it('leaves a text alone that has a sign inside', () => {
    expect(csvRecord(['1+1=2', 'a@b.example'])).toBe('1+1=2,a@b.example\r\n');
  });

  it('is read back as it was, whatever its texts', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !/^[=+\-@\t\r\n＝＋－＠]/.test(one));
    const row = fc.array(text, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const table = [['first', 'second'], ...rows];
        const { records, problem } = readCsv(csvStart + table.map(csvRecord).join(''));
        expect(problem).toBeUndefined();
        expect(records.map(({ fields }) => fields)).toEqual(
          table.filter((fields) => fields.some((one) => one !== '')),
        );
      }),
    );
  });
});
