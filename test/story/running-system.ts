import { projectFolder } from '@rejoin/servers';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Administrator, StoryOptions } from './options';

/** The system that the story is played against. */
export interface RunningSystem {
  readonly gateways: readonly string[];
  readonly config: string;
  readonly administrator: Administrator;
  /** The process of a gateway as it is now; undefined when this machine does not know it. */
  pidOf(gateway: string): number | undefined;
}

interface Published {
  readonly gateways: readonly string[];
  readonly config: string;
  readonly processes: readonly { readonly pid: number; readonly url?: string }[];
}

/**
 * The system that the options name, or the one that `npm start` published in `.rejoin/`. Undefined when there is none
 * that answers.
 */
export async function findRunningSystem(
  { gateways, config, administrator }: StoryOptions,
  environment: NodeJS.ProcessEnv,
): Promise<RunningSystem | undefined> {
  const system =
    gateways && config
      ? { gateways, config, pidOf: () => undefined }
      : publishedSystem(environment, gateways?.[0]);
  return system && (await answers(system.gateways[0])) ? { ...system, administrator } : undefined;
}

function publishedSystem(
  environment: NodeJS.ProcessEnv,
  url: string | undefined,
): Omit<RunningSystem, 'administrator'> | undefined {
  const file = join(resolve(environment['REJOIN_DATA'] ?? join(projectFolder(), '.rejoin')), 'running.json');
  const read = () => JSON.parse(readFileSync(file, 'utf8')) as Published;
  try {
    const { gateways, config } = read();
    if (url && !gateways.includes(url)) return undefined;
    return { gateways, config, pidOf: (gateway) => read().processes.find((one) => one.url === gateway)?.pid };
  } catch {
    return undefined;
  }
}

/** Whether a gateway is there and reads its settings: there is no such widget, and it says so. */
export async function answers(gateway: string | undefined): Promise<boolean> {
  if (gateway === undefined) return false;
  try {
    const response = await fetch(`${gateway}/v1/widgets/none`, { signal: AbortSignal.timeout(3_000) });
    await response.arrayBuffer();
    return response.status === 404;
  } catch {
    return false;
  }
}
