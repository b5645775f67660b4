import { freePort, isFree } from '@rejoin/servers';
import type { DataFolder } from './data-folder';

export interface ServicePorts {
  readonly gateways: readonly number[];
  readonly config: number;
  readonly routing: number;
  readonly timer: number;
  readonly portal: number;
  /** Where each service tells its health and figures: of the port for everybody, this one. */
  opsPortOf(port: number): number;
}

/** Twelve ports in a row. Throws when one is taken, with the option that chooses others. */
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

/** A port for a server of our own: the same as last time when it can be, so that addresses stay good. */
export async function serverPort(folder: DataFolder, name: string): Promise<number> {
  const file = `${name}.port`;
  const last = Number(folder.remembered(file));
  const port = last > 0 && (await isFree(last)) ? last : await freePort();
  folder.remember(file, String(port));
  return port;
}
