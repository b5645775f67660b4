import { endChild, freePort, installPackage, isFree, spawnDependent } from '@rejoin/servers';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually';

const paths = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'];

/** A running PgBouncer in session mode before a Postgres, on 127.0.0.1. */
export interface Pooler {
  /** The same database and user as `postgresUrl`, through the pooler. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts PgBouncer. If it is missing and cannot be installed, returns the reason. */
export async function startPgBouncer(postgresUrl: string): Promise<Pooler | { readonly missing: string }> {
  const failure = found() === undefined ? await installPackage('pgbouncer') : '';
  const path = found();
  if (path === undefined)
    return { missing: `no pgbouncer was found (${failure}); apt-get install pgbouncer` };
  const { hostname, port, username, password, pathname } = new URL(postgresUrl);
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-pgbouncer-'));
  const ownPort = await freePort();
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'users'), `"${username}" "${decodeURIComponent(password)}"\n`);
  writeFileSync(
    join(folder, 'ini'),
    `[databases]\n* = host=${hostname} port=${port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${ownPort}\n` +
      `unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = ${join(folder, 'users')}\npool_mode = session\n`,
  );
  // PgBouncer refuses to run as root, and a process that changes its user by itself loses the parent-death signal.
  const nobody = ['--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups', '--pdeathsig', 'TERM', '--'];
  const command = process.getuid?.() === 0 ? ['setpriv', ...nobody, path] : [path];
  const [program, ...args] = [...command, join(folder, 'ini')];
  const child = spawnDependent(program, args, { cwd: folder, deathSignal: 'SIGTERM', stdio: 'ignore' });
  await eventually(async () => !(await isFree(ownPort)));
  return {
    url: Object.assign(new URL(`postgres://127.0.0.1:${ownPort}${pathname}`), { username, password }).href,
    async stop() {
      await endChild(child, [
        ['SIGTERM', 5_000],
        ['SIGKILL', 5_000],
      ]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function found(): string | undefined {
  return paths.find((path) => existsSync(path));
}
