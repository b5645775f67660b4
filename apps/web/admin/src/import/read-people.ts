import { readCsv, type CsvRecord } from '@rejoin/csv';
import { headerOf, type ColumnNames, type PersonColumn } from './person-columns';

/** The most rows of a file that is imported. */
export const mostRows = 1_000;

export type FileProblem =
  | { readonly code: 'no-rows' | 'no-login-column' | 'too-many-rows' }
  | { readonly code: 'column-twice'; readonly column: PersonColumn };

/** A row of the file: its cells by column. A cell that is empty is left out. */
export interface PersonRow {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<PersonColumn, string>>>;
  /** Whether the row has more cells than the first line: a separator may be missing its quotes. */
  readonly isTooLong: boolean;
}

export interface PeopleFile {
  readonly rows: readonly PersonRow[];
  readonly columns: readonly PersonColumn[];
  readonly ignored: readonly string[];
  /** The line from which nothing could be read, because of a quote. */
  readonly brokenLine?: number;
}

/** Reads the people of a file, or says why it cannot be used at all. */
export function readPeople(text: string, names: ColumnNames): PeopleFile | FileProblem {
  const { records, problem } = readCsv(text);
  const [first, ...rest] = records;
  if (!first) return { code: 'no-rows' };
  const { places, ignored, twice } = headerOf(first, names);
  if (twice) return { code: 'column-twice', column: twice };
  if (!places.has('login')) return { code: 'no-login-column' };
  if (rest.length === 0 && !problem) return { code: 'no-rows' };
  if (rest.length > mostRows) return { code: 'too-many-rows' };
  const rows = rest.map((record) => rowOf(record, places, first.fields.length));
  return { rows, columns: [...places.keys()], ignored, ...(problem ? { brokenLine: problem.line } : {}) };
}

function rowOf(
  { line, fields }: CsvRecord,
  places: ReadonlyMap<PersonColumn, number>,
  width: number,
): PersonRow {
  const cells = [...places].flatMap(([column, place]) => {
    const value = cellOf(fields[place] ?? '');
    return value === '' ? [] : [[column, value] as const];
  });
  return { line, cells: Object.fromEntries(cells), isTooLong: fields.slice(width).some((one) => one !== '') };
}

/** Without the apostrophe that protects a text from being executed by a spreadsheet. */
function cellOf(text: string): string {
  return text.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '').trim();
}
