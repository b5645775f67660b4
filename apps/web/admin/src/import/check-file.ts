import type { WorkstreamSettings } from '@rejoin/contracts';
import { newId, type Api } from '../api/api';
import type { SavedItem } from '../api/kinds';
import { blankAccount, newAgent } from '../people/new-people';
import type { ValueWords } from './cell-values';
import type { Encoding } from './decode-file';
import { planImport, type PlannedRow } from './plan-import';
import type { PeopleFile } from './read-people';

/** A file that was compared with what is saved. */
export interface CheckedFile {
  readonly file: PeopleFile;
  readonly encoding: Encoding;
  readonly rows: readonly PlannedRow[];
  readonly workstreams: readonly SavedItem<WorkstreamSettings>[];
  readonly passwordsAreOn: boolean;
}

/** Reads what is saved, and compares the file with it. */
export async function checkFile(
  api: Api,
  file: PeopleFile,
  encoding: Encoding,
  ownId: string,
  words: ValueWords,
): Promise<CheckedFile> {
  const [accounts, agents, workstreams, { passwords }] = await Promise.all([
    api.all('accounts'),
    api.all('agents'),
    api.all('workstreams'),
    api.signInOptions(),
  ]);
  const existing = { accounts, agents, workstreams, ownId, newAccount: blankAccount, newAgent, newId };
  return {
    file,
    encoding,
    rows: planImport(file.rows, existing, words),
    workstreams,
    passwordsAreOn: passwords,
  };
}
