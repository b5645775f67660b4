import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { worksIn } from './child-process';
import { projectFolder } from './service-process';

/** What a system that `npm start` runs publishes to local tools. The file has passwords, so its mode is 0600. */
export interface RunningSystem {
  readonly pid: number;
  /** The URL of the first gateway. */
  readonly url: string;
  /** The URL of the demo page. */
  readonly portal: string;
  readonly gateways: readonly string[];
  readonly config: string;
  /** The URL with all rights. */
  readonly natsUrl: string;
  /** The URL as superuser. */
  readonly databaseUrl: string;
  readonly processes: readonly {
    readonly name: string;
    readonly pid: number;
    readonly url?: string;
    readonly opsUrl?: string;
  }[];
}

export const runningFile = 'running.json';

/** Returns the data folder of a local system: REJOIN_DATA, or `.rejoin/` beside package.json. */
export function dataFolder(): string {
  return resolve(process.env['REJOIN_DATA'] ?? join(projectFolder(), '.rejoin'));
}

/** Returns the system that runs from the data folder, or undefined if none runs or it is still starting. */
export function runningSystem(): RunningSystem | undefined {
  const file = join(dataFolder(), runningFile);
  if (!existsSync(file)) return undefined;
  const running = JSON.parse(readFileSync(file, 'utf8')) as RunningSystem;
  return worksIn(running.pid, projectFolder()) ? running : undefined;
}
