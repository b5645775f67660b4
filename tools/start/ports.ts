import { freePort, isFree } from '@rejoin/servers';
import type { DataFolder } from './data-folder';

export interface ServicePorts {
  readonly gateways: readonly number[];
  readonly config: number;
  readonly routing: number;
  readonly timer: number;
  readonly portal: number;
  /** The port for health and metrics of each service, which belongs to its public port. */
  opsPortOf(port: number): number;
}

/** Checks twelve consecutive ports. If one is in use, it throws an error that names the option for others. */
export async function servicePorts(base: number): Promise<ServicePorts> {
  const uses = [
    'a gateway',
    'the second gateway',
    'config',
    'routing',
    'reconnection-timer',
    'the demo',
    "the demo's phone",
    ...new Array<string>(5).fill('health and figures'),
  ];
  for (const [i, use] of uses.entries()) {
    if (await isFree(base + i)) continue;
    throw new Error(
      `port ${base + i}, meant for ${use}, is taken. Choose twelve others: npm start -- --port ${base + 100}`,
    );
  }
  return {
    gateways: [base, base + 1],
    config: base + 2,
    routing: base + 3,
    timer: base + 4,
    portal: base + 5,
    opsPortOf: (port) => port + 7,
  };
}

/** A port for a server that we start: the same as last time if it is free, so that addresses stay valid. */
export async function serverPort(folder: DataFolder, name: string): Promise<number> {
  const file = `${name}.port`;
  const last = Number(folder.remembered(file));
  const port = last > 0 && (await isFree(last)) ? last : await freePort();
  folder.remember(file, String(port));
  return port;
}
