import {
  dataFolder,
  endProcess,
  newSystemSecrets,
  projectFolder,
  runningFile,
  worksIn,
  type RunningSystem,
  type SystemSecrets,
} from '@rejoin/servers';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const keptLogBytes = 10_000_000;

/** `.rejoin/` beside package.json (or REJOIN_DATA): all data of a local system, and the lock that it runs only once. */
export class DataFolder {
  readonly path = dataFolder();
  private readonly lock = join(this.path, 'lock');
  private readonly running = join(this.path, runningFile);

  constructor() {
    try {
      mkdirSync(join(this.path, 'logs'), { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new Error(`${this.path} cannot be written to (${String((error as NodeJS.ErrnoException).code)})`);
    }
  }

  /** Locks the folder for this process. Throws with the address of the running system if there is one. */
  async claim(): Promise<void> {
    const mine = `${this.lock}.${process.pid}`;
    writeFileSync(mine, String(process.pid));
    try {
      while (!this.link(mine)) {
        const pid = Number(readFileSync(this.lock, 'utf8'));
        if (pid !== process.pid && worksIn(pid, projectFolder())) throw this.alreadyRunning(pid);
        rmSync(this.lock, { force: true });
      }
      await this.stopLeftServices();
      rmSync(this.running, { force: true });
    } finally {
      rmSync(mine, { force: true });
    }
  }

  release(): void {
    rmSync(this.running, { force: true });
    rmSync(this.lock, { force: true });
  }

  publish(system: RunningSystem): void {
    this.write(runningFile, JSON.stringify(system, null, 2));
  }

  /** Writes the environment of a service for `node --env-file`. Returns the path of the file. */
  writeEnvironment(name: string, environment: Readonly<Record<string, string>>): string {
    const lines = Object.entries(environment).map(([key, value]) => `${key}=${value}\n`);
    this.write(`${name}.env`, lines.join(''));
    return join(this.path, `${name}.env`);
  }

  /** A value that is kept for the next start. */
  remember(name: string, value: string): void {
    this.write(name, value);
  }

  remembered(name: string): string | undefined {
    const file = join(this.path, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** The secrets of the system, created at its first start and completed after an update. */
  secrets(): SystemSecrets {
    const stored = this.remembered('secrets.json');
    if (stored === undefined && existsSync(join(this.path, 'postgres'))) {
      throw new Error(
        `${this.path} has data but no secrets.json to open them; remove the folder to start with new data`,
      );
    }
    const fresh = newSystemSecrets();
    const kept = (stored === undefined ? {} : JSON.parse(stored)) as Partial<SystemSecrets>;
    const secrets = {
      ...fresh,
      ...kept,
      nats: { ...fresh.nats, ...kept.nats },
      databases: { ...fresh.databases, ...kept.databases },
    };
    this.write('secrets.json', JSON.stringify(secrets, null, 2));
    return secrets;
  }

  /** The log file of a part. A long log is renamed once, at the start. */
  logFile(name: string): string {
    const file = join(this.path, 'logs', `${name}.log`);
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > keptLogBytes) renameSync(file, `${file}.1`);
    return file;
  }

  /** Where the kernel cannot end child processes with their parent, a killed parent leaves them on their ports. */
  private async stopLeftServices(): Promise<void> {
    const published = this.remembered(runningFile);
    if (published === undefined) return;
    for (const { pid } of (JSON.parse(published) as RunningSystem).processes) {
      if (worksIn(pid, projectFolder())) await endProcess(pid, [['SIGKILL', 5_000]]);
    }
  }

  private link(mine: string): boolean {
    try {
      linkSync(mine, this.lock);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    }
  }

  private alreadyRunning(pid: number): Error {
    const published = this.remembered(runningFile);
    const where =
      published === undefined
        ? 'is starting'
        : `answers at ${(JSON.parse(published) as RunningSystem).portal}`;
    return new Error(`it is already running from this folder: process ${pid} ${where}`);
  }

  private write(name: string, text: string): void {
    const file = join(this.path, name);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}
