import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { withEach } from '../../../kit/with-each';
import { useConsole } from '../shell/console';
import { firstPassword } from './first-passwords';
import type { PlannedRow } from './plan-import';
import { saveRow } from './run-import';

/** What became of a row, by its line: it was saved, or the error. */
export type Results = ReadonlyMap<number, 'saved' | { readonly error: unknown }>;

export interface ImportRun {
  readonly results: Results;
  /** The first passwords of accounts that were saved, by the account's id. */
  readonly passwords: ReadonlyMap<string, string>;
  readonly isRunning: boolean;
  start(rows: readonly PlannedRow[], withPasswords: boolean): void;
  /** Ends the import after the rows that are being saved. */
  stop(): void;
}

/** Saves rows, a few at a time. A row that fails does not stop the others. */
export function useImportRun(): ImportRun {
  const { api } = useConsole();
  const [results, setResults] = useState<Results>(new Map());
  const [passwords, setPasswords] = useState<ReadonlyMap<string, string>>(new Map());
  const isStopped = useRef(false);
  // A repeated attempt has the same password, because the first one may have created the account.
  const chosen = useRef(new Map<string, string>());
  const run = useMutation({
    mutationFn: async ({ rows, withPasswords }: { rows: readonly PlannedRow[]; withPasswords: boolean }) => {
      const byLine = new Map(rows.map((row) => [String(row.line), row]));
      const report = (line: number, result: 'saved' | { error: unknown }) => {
        setResults((before) => new Map([...before, [line, result]]));
      };
      await withEach([...byLine.keys()], async (line) => {
        const row = byLine.get(line);
        if (!row || isStopped.current) return;
        const { id, version } = row.account;
        const known = chosen.current.get(id);
        const password = version > 0 ? null : (known ?? (withPasswords ? firstPassword() : null));
        if (password !== null) chosen.current.set(id, password);
        try {
          await saveRow(api, row, password);
          if (password !== null) setPasswords((before) => new Map([...before, [id, password]]));
          report(row.line, 'saved');
        } catch (error) {
          report(row.line, { error });
        }
      });
    },
  });
  return {
    results,
    passwords,
    isRunning: run.isPending,
    start: (rows, withPasswords) => {
      isStopped.current = false;
      run.mutate({ rows, withPasswords });
    },
    stop: () => {
      isStopped.current = true;
    },
  };
}
