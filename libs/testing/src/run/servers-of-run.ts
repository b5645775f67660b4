import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNats, freePort, startPostgres, type PostgresServer } from '../../../servers/src';
import { tellWorkers } from './run-environment';

interface Run {
  postgres: PostgresServer;
  sweeper: ChildProcess;
}

const shared = globalThis as { rejoinTestRun?: Run };

/**
 * Starts the Postgres server and creates the folder of a jest run, and passes both to the workers. Each test file starts
 * its own NATS server, because streams have fixed names.
 */
export async function startRun(): Promise<void> {
  if (shared.rejoinTestRun) return;
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-test-'));
  const sweeper = startSweeper(folder);
  const binary = await findNats((progress) => process.stderr.write(`${progress}\n`));
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: await freePort(),
    password: 'test',
    durable: false,
    maxConnections: 500,
    logFile: join(folder, 'postgres.log'),
  });
  shared.rejoinTestRun = { postgres, sweeper };
  tellWorkers({ folder, postgresUrl: postgres.url, nats: binary });
}

export async function endRun(): Promise<void> {
  const run = shared.rejoinTestRun;
  if (!run) return;
  delete shared.rejoinTestRun;
  await run.postgres.stop();
  run.sweeper.stdin?.end();
}

/** Starts a process that removes the folder when its input closes: at the end of the run, or when jest is killed. */
function startSweeper(folder: string): ChildProcess {
  const script = 'cat > /dev/null; for i in 1 2 3 4 5 6 7 8 9; do rm -rf "$1" && sleep 0.2; done';
  const sweeper = spawn('sh', ['-c', script, 'rejoin-test-sweeper', folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  sweeper.unref();
  return sweeper;
}
