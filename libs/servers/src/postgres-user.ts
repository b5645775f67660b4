import { readFileSync, statSync } from 'node:fs';

/** A user of this machine. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * As whom Postgres is run: as ourselves (undefined), or when we are root, which it refuses, as the owner of
 * the data, else as the system's `postgres`, else as `nobody`, who is in every system. No user is made.
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
