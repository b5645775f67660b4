import { readCsv } from './read-csv';

const fieldsOf = (text: string) => readCsv(text).records.map(({ fields }) => fields);

describe('a CSV file', () => {
  it.each([
    ['commas', 'name,login\r\nAnna,anna\r\n'],
    ['semicolons', 'name;login\nAnna;anna\n'],
    ['tabs', 'name\tlogin\rAnna\tanna'],
    ['a byte order mark', '\ufeffname,login\nAnna,anna'],
    ['quotes', '"name","login"\n"Anna","anna"'],
    ['empty lines', '\nname,login\n\n\nAnna,anna\n,\n'],
  ])('is read with %s', (_, text) => {
    expect(fieldsOf(text)).toEqual([
      ['name', 'login'],
      ['Anna', 'anna'],
    ]);
  });

  it('has quotes, separators and line breaks inside quotes', () => {
    expect(fieldsOf('a;b\n"x;""y""\r\nz";"1,2"')).toEqual([
      ['a', 'b'],
      ['x;"y"\r\nz', '1,2'],
    ]);
  });

  it('is separated by what stands outside the quotes of its first line', () => {
    expect(fieldsOf('"a,b,c,d";b\n1;2')).toEqual([
      ['a,b,c,d', 'b'],
      ['1', '2'],
    ]);
  });

  it('has a line number for each record, which counts the lines in quotes', () => {
    const lines = readCsv('a,b\n\n"1\n2\n3",x\nlast,y').records.map(({ line }) => line);
    expect(lines).toEqual([1, 3, 6]);
  });

  it('of nothing has no records', () => {
    for (const text of ['', '\ufeff', '\r\n\r\n', ',,\n']) expect(fieldsOf(text)).toEqual([]);
  });

  it('keeps an empty field at the end of a line', () => {
    expect(fieldsOf('a,b\n1,')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
  });

  it.each([
    ['a quote that is not closed', 'a,b\n1,2\n"3,4\n', 'quote-not-closed', 3],
    ['text behind a quote', 'a,b\n"1"x,2\n3,4', 'text-after-quote', 2],
  ])('is read up to %s', (_, text, code, line) => {
    expect(readCsv(text)).toMatchObject({ problem: { code, line } });
    expect(readCsv(text).records.at(-1)?.line).toBe(line - 1);
  });
});
