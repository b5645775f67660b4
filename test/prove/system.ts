import {
  databaseOf,
  findNats,
  freePort,
  ConnectionCutter,
  natsUsers,
  newSystemSecrets,
  perService,
  startPostgres,
  urlOf,
  type NatsUser,
  type PerService,
  type PostgresOptions,
  type PostgresServer,
  type SystemPlan,
  type SystemSecrets,
} from '@rejoin/servers';
import {
  freshDatabases,
  RestartableService,
  startTestNats,
  startTestNatsCluster,
  tellRun,
  type FreshDatabases,
  type TestNats,
  type TestNatsCluster,
} from '@rejoin/testing';
import type { ServiceName } from '@rejoin/contracts';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clockApart, removeClocksOfTheDead } from './clocks';
import { killable } from './kill-points';
import { keepFolder, removeFolder, scratchFolder } from './leftovers';
import { SmallDisk } from './small-disk';
import { seedSystem, theDemo } from '../../apps/cli/src/use-cases/seed-system';
import { pause } from '../story/until';

/** What runs: the replicas of each service, on one nats-server or on a cluster of three. */
export interface SystemShape {
  readonly replicas: number;
  readonly isCluster: boolean;
}

const usual: SystemShape = { replicas: 2, isCluster: false };

/** A replica of a service, and its connections to Postgres and NATS, each behind a proxy that can hurt it. */
export interface Replica {
  readonly service: ServiceName;
  readonly name: string;
  readonly process: RestartableService;
  /** The file with the point at which the process must die; see `kill-points.ts`. */
  readonly killFile: string;
  readonly postgres: ConnectionCutter;
  /** One for each nats-server. */
  readonly nats: readonly ConnectionCutter[];
}

/** The limits that count by address are raised, because all clients of a campaign share one. */
const environment: PerService<Record<string, string>> = {
  config: { REJOIN_PASSWORD_COST: '10' },
  'session-gateway': {
    REJOIN_STARTS_PER_ADDRESS: '60000/60000',
    REJOIN_FAILURES_PER_ADDRESS: '60000/60000',
  },
  routing: {},
  'reconnection-timer': {},
};

/** A whole system of its own in one folder: durable Postgres, NATS, and some replicas of each service. */
export class System {
  private stopping: Promise<void> | undefined;

  constructor(
    readonly folder: string,
    readonly disk: SmallDisk,
    readonly replicas: readonly Replica[],
    readonly bus: TestNats | TestNatsCluster,
    readonly databases: FreshDatabases,
    readonly secrets: SystemSecrets,
    private readonly postgresOptions: PostgresOptions,
    private postgres: PostgresServer,
  ) {}

  /** The URL of the superuser, in the system's database. */
  get databaseUrl(): string {
    return this.databases.adminUrl;
  }

  /** The URL of the superuser, outside of the system's database. */
  get serverUrl(): string {
    return urlOf(this.databaseUrl, { database: 'postgres' });
  }

  get databaseName(): string {
    return databaseOf(this.databaseUrl);
  }

  /** The only nats-server. Faults of a cluster use {@link cluster}. */
  get nats(): TestNats {
    if ('nodes' in this.bus) throw new Error('this system has a NATS cluster');
    return this.bus;
  }

  get cluster(): TestNatsCluster {
    if (!('nodes' in this.bus)) throw new Error('this system has one nats-server');
    return this.bus;
  }

  of(service: ServiceName): Replica[] {
    return this.replicas.filter((replica) => replica.service === service);
  }

  get gatewayUrls(): string[] {
    return this.of('session-gateway').map(({ process }) => process.url);
  }

  /** Kills all processes without a shutdown, as a power failure does. */
  async killPostgres(): Promise<void> {
    this.postgres.kill('SIGKILL');
    await this.postgres.ended;
  }

  /** Starts Postgres when it has ended, whatever ended it. */
  async revivePostgres(): Promise<void> {
    const left = await Promise.race([this.postgres.ended, pause(100).then(() => undefined)]);
    if (left !== undefined) await this.startPostgres();
  }

  async startPostgres(): Promise<void> {
    this.postgres = await startPostgres(this.postgresOptions);
  }

  /** Ends everything and removes all files, or all but the logs. */
  async stop(keepLogs: boolean): Promise<void> {
    if (this.stopping) return this.stopping;
    this.stopping = this.end(keepLogs);
    return this.stopping;
  }

  private async killNats(): Promise<void> {
    if ('nodes' in this.bus) await this.bus.stop();
    else await this.bus.kill('SIGKILL');
  }

  private async end(keepLogs: boolean): Promise<void> {
    await Promise.all(this.replicas.map(({ process }) => process.stop()));
    await Promise.all(
      this.replicas.flatMap(({ postgres, nats }) => [postgres, ...nats].map((line) => line.close())),
    );
    await this.killNats().catch(() => undefined);
    await this.postgres.stop();
    removeClocksOfTheDead();
    if (!keepLogs) {
      removeFolder(this.folder);
      return;
    }
    this.disk.remove();
    rmSync(this.disk.folder, { recursive: true, force: true });
    keepFolder(this.folder);
  }
}

export async function startSystem(shape: SystemShape = usual): Promise<System> {
  const folder = scratchFolder('prove');
  const undo: (() => Promise<void>)[] = [];
  try {
    return await build(folder, shape, (how) => undo.unshift(how));
  } catch (error) {
    for (const how of undo) await how().catch(() => undefined);
    removeFolder(folder);
    throw error;
  }
}

async function build(
  folder: string,
  { replicas, isCluster }: SystemShape,
  onFailure: (undo: () => Promise<void>) => void,
): Promise<System> {
  const binary = await findNats();
  const disk = SmallDisk.at(join(folder, 'disk'));
  const postgresOptions = {
    dataDir: join(disk.folder, 'postgres'),
    port: await freePort(),
    password: 'prove',
    durable: true,
    logFile: join(folder, 'postgres.log'),
    maxConnections: 150 * replicas,
  };
  const postgres = await startPostgres(postgresOptions);
  onFailure(() => postgres.stop());
  mkdirSync(join(disk.folder, 'run'));
  tellRun({ folder: join(disk.folder, 'run'), postgresUrl: postgres.url, nats: binary });
  const nats = isCluster ? await startTestNatsCluster() : await startTestNats();
  onFailure(() => nats.stop());
  const databases = await freshDatabases();
  const parts: Replica[] = [];
  onFailure(async () => {
    await Promise.all(parts.map(({ process }) => process.stop()));
  });
  const gatewayPorts = await Promise.all(Array.from({ length: replicas }, () => freePort()));
  const secrets = {
    ...newSystemSecrets(),
    nats: Object.fromEntries(natsUsers.map((user) => [user, 'test'])) as Record<NatsUser, string>,
  };
  const streams: Record<string, string> = isCluster ? { NATS_STREAM_REPLICAS: '3' } : {};
  const start = async (service: ServiceName, n: number, port: number): Promise<Replica> => {
    const toPostgres = await ConnectionCutter.before(databases.urls[service]);
    const toNats = await Promise.all(
      nats
        .urlOf(service)
        .split(',')
        .map((url) => ConnectionCutter.before(url)),
    );
    const plan: SystemPlan = {
      secrets,
      databaseUrls: perService((name) => through(toPostgres, databases.urls[name])),
      natsUrls: perService((name) => throughEach(toNats, nats.urlOf(name))),
      endpoints: gatewayPorts.map((gateway) => `http://127.0.0.1:${gateway}`),
      logLevel: 'warn',
    };
    const name = `${service}-${n}`;
    const killFile = join(folder, `${name}.kill`);
    const process = new RestartableService(service, { port, opsPort: await freePort() }, plan, {
      logFile: join(folder, `${name}.log`),
      environment: { ...environment[service], ...streams, ...clockApart(n), ...killable(killFile) },
    });
    return { service, name, process, killFile, postgres: toPostgres, nats: toNats };
  };
  for (let n = 1; n <= replicas; n++) {
    parts.push(await start('config', n, await freePort()));
    parts.push(await start('routing', n, await freePort()));
    parts.push(await start('reconnection-timer', n, await freePort()));
    parts.push(await start('session-gateway', n, gatewayPorts[n - 1] ?? 0));
  }
  await Promise.all(parts.map(({ process }) => process.untilReady()));
  const configUrl = parts.find(({ service }) => service === 'config')?.process.url ?? '';
  await seedSystem(await theDemo(), { configUrl, setupToken: secrets.setupToken });
  return new System(folder, disk, parts, nats, databases, secrets, postgresOptions, postgres);
}

function throughEach(cutters: readonly ConnectionCutter[], urls: string): string {
  return urls
    .split(',')
    .map((url, i) => through(cutters[i]!, url))
    .join(',');
}

function through(cutter: ConnectionCutter, url: string): string {
  const changed = new URL(url);
  changed.port = String(cutter.port);
  return changed.href;
}
