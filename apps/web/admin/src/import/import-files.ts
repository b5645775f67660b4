import { csvRecord, csvStart, csvType } from '@rejoin/csv';
import type { WorkstreamSettings } from '@rejoin/contracts';
import type { SavedItem } from '../api/kinds';
import { sameName } from './cell-values';
import type { PlannedRow } from './plan-import';
import { personColumns } from './person-columns';

type Fields = Parameters<typeof csvRecord>[0];

function fileOf(records: readonly Fields[]): Blob {
  return new Blob([csvStart, ...records.map(csvRecord)], { type: csvType });
}

/** A file with all columns and an example, whose username nobody has. */
export function templateFile(workstream: string): Blob {
  return fileOf([
    personColumns,
    ['anna.example', 'Anna Example', 'agent; supervisor', workstream, 2, 'available', 150, 'true'],
  ]);
}

/** What became of each row. It can be imported again, because further columns are ignored. */
export function resultFile(
  rows: readonly PlannedRow[],
  workstreams: readonly SavedItem<WorkstreamSettings>[],
  titles: readonly [line: string, result: string],
  resultOf: (row: PlannedRow) => string,
): Blob {
  const nameOf = (id: string) => {
    const name = workstreams.find((one) => one.id === id)?.settings.name ?? id;
    const isOnly =
      workstreams.filter(({ settings }) => sameName(settings.name) === sameName(name)).length === 1;
    return isOnly && !/[;|\n]/.test(name) ? name : id;
  };
  const records = rows.map((row): Fields => {
    const { settings } = row.account;
    const agent = row.agent?.settings;
    return [
      settings.login,
      settings.displayName,
      settings.roles.join('; '),
      agent?.workstreamIds.map(nameOf).join('; ') ?? null,
      agent?.maxUnits ?? null,
      agent?.defaultPresence ?? null,
      agent?.graceSeconds ?? null,
      settings.active,
      row.line,
      resultOf(row),
    ];
  });
  return fileOf([[...personColumns, ...titles], ...records]);
}

/** The first passwords of new accounts. */
export function passwordsFile(
  rows: readonly PlannedRow[],
  passwords: ReadonlyMap<string, string>,
  titles: readonly [login: string, displayName: string, password: string],
): Blob {
  const records = rows.flatMap(({ account: { id, settings } }): Fields[] => {
    const password = passwords.get(id);
    return password === undefined ? [] : [[settings.login, settings.displayName, password]];
  });
  return fileOf([titles, ...records]);
}
