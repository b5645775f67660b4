import type { CsvRecord } from '@rejoin/csv';

/** The columns of a file with people, by the names that its first line can always have. */
export const personColumns = [
  'login',
  'displayName',
  'roles',
  'workstreams',
  'maxUnits',
  'defaultPresence',
  'graceSeconds',
  'active',
] as const;
export type PersonColumn = (typeof personColumns)[number];

/** The names of the columns on the page, which a file can have too. */
export type ColumnNames = Readonly<Record<PersonColumn, string>>;

export interface Header {
  /** The place of each column that the file has. */
  readonly places: ReadonlyMap<PersonColumn, number>;
  /** The titles of columns that are not used. */
  readonly ignored: readonly string[];
  /** A column that the file has twice. */
  readonly twice?: PersonColumn;
}

/** Finds the columns by the first line, in any order. */
export function headerOf({ fields }: CsvRecord, names: ColumnNames): Header {
  const known = new Map(
    personColumns.flatMap((column) => [column, names[column]].map((name) => [keyOf(name), column])),
  );
  const places = new Map<PersonColumn, number>();
  const ignored: string[] = [];
  let twice: PersonColumn | undefined;
  for (const [place, title] of fields.entries()) {
    const column = known.get(keyOf(title));
    if (!column) {
      if (title.trim() !== '') ignored.push(title.trim());
    } else if (places.has(column)) twice ??= column;
    else places.set(column, place);
  }
  return { places, ignored, ...(twice ? { twice } : {}) };
}

/** The form in which words of a file are compared: without regard to case, spaces and signs. */
export function keyOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
