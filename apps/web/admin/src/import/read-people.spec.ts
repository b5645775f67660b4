import { personColumns, type ColumnNames } from './person-columns';
import { mostRows, readPeople } from './read-people';

const names = {
  ...Object.fromEntries(personColumns.map((column) => [column, column])),
  login: 'Benutzername',
  displayName: 'Anzeigename',
  maxUnits: 'Maximale Kapazität',
} as ColumnNames;
const read = (text: string) => readPeople(text, names);

describe('a file with people', () => {
  it.each([
    ['the names of the API in any order', 'displayName,login\nAnna,anna'],
    [
      'the names of the page, with semicolons and a byte order mark',
      '\ufeffAnzeigename;Benutzername\r\nAnna;anna\r\n',
    ],
    ['other case, spaces and signs', ' Display_Name ,LOGIN\nAnna,anna'],
    ['columns that are not used', 'displayName,Team,login\nAnna,Blue,anna'],
  ])('is read by %s', (_, text) => {
    expect(read(text)).toMatchObject({
      rows: [{ line: 2, cells: { login: 'anna', displayName: 'Anna' }, isTooLong: false }],
    });
  });

  it('names the columns that it does not use', () => {
    expect(read('login,Team,\nanna,Blue,')).toMatchObject({ ignored: ['Team'], columns: ['login'] });
  });

  it('leaves out cells that are empty, and the apostrophe before a formula', () => {
    expect(read("login,displayName,roles\nanna,'=1+1,\nben,'n,  ")).toMatchObject({
      rows: [
        { cells: { login: 'anna', displayName: '=1+1' } },
        { cells: { login: 'ben', displayName: "'n" } },
      ],
    });
    expect(read('login,roles\nanna,')).toMatchObject({ rows: [{ cells: { login: 'anna' } }] });
  });

  it('marks a row with more cells than the first line', () => {
    expect(read('login,displayName\nanna,Smith, Anna\nben,Ben,')).toMatchObject({
      rows: [{ isTooLong: true }, { isTooLong: false }],
    });
  });

  it('is read up to a quote that is not closed', () => {
    expect(read('login\nanna\n"ben\n')).toMatchObject({ rows: [{ line: 2 }], brokenLine: 3 });
  });

  it.each([
    ['nothing', '', { code: 'no-rows' }],
    ['only its first line', 'login,displayName\n', { code: 'no-rows' }],
    ['no username', 'displayName\nAnna', { code: 'no-login-column' }],
    ['a column twice', 'login,Benutzername\na,b', { code: 'column-twice', column: 'login' }],
    ['too many rows', `login\n${'a\n'.repeat(mostRows + 1)}`, { code: 'too-many-rows' }],
  ])('cannot be used with %s', (_, text, problem) => {
    expect(read(text)).toEqual(problem);
  });

  it('can have the most rows', () => {
    expect(read(`login\n${'a\n'.repeat(mostRows)}`)).toMatchObject({ ignored: [] });
  });
});
