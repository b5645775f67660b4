import { isAlive, isFree, projectFolder, type RunningSystem } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeBase } from './ports.fixture';

interface Started {
  readonly child: ChildProcess;
  said(): string;
  readonly running: RunningSystem;
}

// A whole system starts as quickly as a busy machine lets it.
const patience = { timeout: 150_000, interval: 50 };
jest.setTimeout(180_000);

describe('npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-start-'));
  const launched: ChildProcess[] = [];
  let port: number;

  beforeAll(async () => {
    port = await freeBase();
  });
  afterAll(async () => {
    for (const child of launched) child.kill('SIGKILL');
    await eventually(() => launched.every((child) => child.exitCode !== null || child.signalCode !== null));
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  function start(...args: string[]): { child: ChildProcess; said: () => string } {
    const main = join(projectFolder(), 'dist', 'tools', 'start', 'main.js');
    const { DATABASE_URL: _database, NATS_URL: _nats, ...environment } = process.env;
    const child = spawn(process.execPath, [main, '--port', String(port), ...args], {
      env: { ...environment, REJOIN_DATA: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    launched.push(child);
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    return { child, said: () => said };
  }

  /** Starts the system, and leaves nothing of it behind when it does not get ready. */
  async function started(): Promise<Started> {
    const { child, said } = start();
    const isOver = () => child.exitCode !== null || child.signalCode !== null;
    const isReady = () => said().includes(`Rejoin is ready: http://127.0.0.1:${port + 5}`);
    await eventually(() => isOver() || isReady(), patience).catch(() => undefined);
    if (!isReady()) {
      child.kill('SIGKILL');
      await end(child);
      throw new Error(`npm start did not get ready:\n${said()}`);
    }
    const running = JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as RunningSystem;
    return { child, said, running };
  }

  const end = (child: ChildProcess) =>
    eventually(() => child.exitCode ?? child.signalCode ?? undefined, patience);

  // A start of a whole system takes seconds, so that the tests share one.
  let system: Promise<Started> | undefined;
  const theSystem = () => {
    system ??= started().catch((error: unknown) => {
      system = undefined;
      throw error;
    });
    return system;
  };
  async function killed(): Promise<void> {
    const { child } = await theSystem();
    system = undefined;
    child.kill('SIGKILL');
    await end(child);
  }

  it('starts everything, says where, and keeps secrets to its owner', async () => {
    const first = await theSystem();
    expect(first.running.processes.map(({ name }) => name)).toEqual([
      'Postgres',
      'NATS',
      'session-gateway-1',
      'session-gateway-2',
      'config',
      'routing',
      'reconnection-timer',
      'portal',
    ]);
    expect(first.said()).toContain('npm run story');
    for (const name of ['secrets.json', 'running.json']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('tells a second start of the same folder where the first one answers', async () => {
    await theSystem();
    const second = start();
    expect(await end(second.child)).toBe(1);
    expect(second.said()).toContain(`answers at http://127.0.0.1:${port + 5}`);
  });

  it('starts again what dies', async () => {
    const first = await theSystem();
    const routing = first.running.processes.find(({ name }) => name === 'routing');
    process.kill(routing!.pid, 'SIGKILL');
    await eventually(() => first.said().includes('routing ended (SIGKILL); starting it again'), patience);
    await eventually(async () => (await fetch(`${routing!.opsUrl}/health/ready`)).ok, patience);
  });

  it('raises an alarm for a NATS that runs and does not answer, and starts it again; everything goes on', async () => {
    const first = await theSystem();
    const pidOf = () =>
      (JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as RunningSystem).processes.find(
        ({ name }) => name === 'NATS',
      )!.pid;
    const frozen = pidOf();
    process.kill(frozen, 'SIGSTOP');
    await eventually(() => first.said().includes('NATS is not available; trying again'), patience);
    await eventually(() => first.said().includes('ALARM: NATS runs and has not worked for'), patience);
    await eventually(() => pidOf() !== frozen && !isAlive(frozen), patience);
    for (const { opsUrl } of first.running.processes.filter(({ opsUrl }) => opsUrl !== undefined)) {
      await eventually(async () => (await fetch(`${opsUrl}/health/ready`)).ok, patience);
    }
  });

  it('starts again on the same data when it was killed with -9, and stops everything when told to', async () => {
    const first = await theSystem();
    await killed();
    // Elsewhere the next start ends what is left.
    if (process.platform === 'linux')
      await eventually(() => first.running.processes.every(({ pid }) => !isAlive(pid)), patience);
    const { child, running } = await started();
    expect(running.databaseUrl).toBe(first.running.databaseUrl);
    child.kill('SIGINT');
    expect(await end(child)).toBe(0);
    expect(running.processes.filter(({ pid }) => isAlive(pid))).toEqual([]);
    expect(existsSync(join(folder, 'running.json'))).toBe(false);
  });

  it('names the port that is taken, and the option that changes it', async () => {
    if (system) await killed();
    const taker = createServer().listen(port + 1, '127.0.0.1');
    try {
      await eventually(async () => !(await isFree(port + 1)));
      const { child, said } = start();
      expect(await end(child)).toBe(1);
      expect(said()).toContain(`port ${port + 1}, meant for the second gateway, is taken`);
      expect(said()).toContain('npm start -- --port');
    } finally {
      taker.close();
    }
  });
});
