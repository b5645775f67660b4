import type { PlannedRow } from './plan-import';
import type { Results } from './use-import-run';

export interface ImportProgress {
  /** The rows that change something. */
  readonly wanted: readonly PlannedRow[];
  /** Those of them that are not saved. */
  readonly open: readonly PlannedRow[];
  readonly hasNew: boolean;
  readonly hasRun: boolean;
}

export function importProgress(rows: readonly PlannedRow[], results: Results): ImportProgress {
  const wanted = rows.filter(({ outcome }) => outcome === 'new' || outcome === 'changed');
  return {
    wanted,
    open: wanted.filter(({ line }) => results.get(line) !== 'saved'),
    hasNew: wanted.some(({ outcome }) => outcome === 'new'),
    hasRun: results.size > 0,
  };
}
