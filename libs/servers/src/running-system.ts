import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { worksIn } from './leash';
import { projectFolder } from './service-process';

/** What a system that was started with `npm start` tells the tools of its machine. It holds passwords: mode 0600. */
export interface RunningSystem {
  readonly pid: number;
  /** The first gateway. */
  readonly url: string;
  /** The demo: the page that a visitor opens. */
  readonly portal: string;
  readonly gateways: readonly string[];
  readonly config: string;
  /** With every right. */
  readonly natsUrl: string;
  /** As superuser. */
  readonly databaseUrl: string;
  readonly processes: readonly {
    readonly name: string;
    readonly pid: number;
    readonly url?: string;
    readonly opsUrl?: string;
  }[];
}

export const runningFile = 'running.json';

/** Where a local system keeps everything: `.rejoin/` beside package.json, or REJOIN_DATA. */
export function dataFolder(): string {
  return resolve(process.env['REJOIN_DATA'] ?? join(projectFolder(), '.rejoin'));
}

/** The system that runs from the data folder now; undefined when none does, or it is still starting. */
export function runningSystem(): RunningSystem | undefined {
  const file = join(dataFolder(), runningFile);
  if (!existsSync(file)) return undefined;
  const running = JSON.parse(readFileSync(file, 'utf8')) as RunningSystem;
  return worksIn(running.pid, projectFolder()) ? running : undefined;
}
