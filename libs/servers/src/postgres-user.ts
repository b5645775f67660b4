import { readFileSync, statSync } from 'node:fs';

/** A user of this machine. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Returns the user to run Postgres as. Undefined means the current user. Postgres refuses to run as root, so root uses the
 * owner of the data, else the user `postgres`, else `nobody`, which every system has. No user is created.
 */
export function postgresUser(dataDir?: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = systemAccounts();
  const owner = dataDir === undefined ? undefined : ownerOf(dataDir);
  const account =
    accounts.find(({ uid }) => uid === owner && uid !== 0) ??
    accounts.find(({ name }) => name === 'postgres') ??
    accounts.find(({ name }) => name === 'nobody');
  if (account === undefined) throw new Error('Postgres does not run as root, and there is no user nobody');
  return account;
}

function systemAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}
