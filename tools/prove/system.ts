import {
  databaseOf,
  findNats,
  freePort,
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
  LineCutter,
  RestartableService,
  startTestNats,
  tellRun,
  type FreshDatabases,
  type TestNats,
} from '@rejoin/testing';
import type { ServiceName } from '@rejoin/contracts';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clockApart, removeClocksOfTheDead } from './clocks';
import { killable } from './kill-points';
import { keepFolder, removeFolder, scratchFolder } from './leftovers';
import { SmallDisk } from './small-disk';
import { pause } from '../story/until';

const replicas = 2;

/** A replica of a service, and its connections to Postgres and NATS, each behind a proxy that can hurt it. */
export interface Replica {
  readonly service: ServiceName;
  readonly name: string;
  readonly process: RestartableService;
  /** The file with the point at which the process must die; see `kill-points.ts`. */
  readonly killFile: string;
  readonly postgres: LineCutter;
  readonly nats: LineCutter;
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

/** A whole system of its own in one folder: durable Postgres, NATS, and two replicas of each service. */
export class System {
  private stopping: Promise<void> | undefined;

  constructor(
    readonly folder: string,
    readonly disk: SmallDisk,
    readonly replicas: readonly Replica[],
    readonly nats: TestNats,
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

  private async end(keepLogs: boolean): Promise<void> {
    await Promise.all(this.replicas.map(({ process }) => process.stop()));
    await Promise.all(this.replicas.flatMap(({ postgres, nats }) => [postgres.close(), nats.close()]));
    await this.nats.kill('SIGKILL').catch(() => undefined);
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

export async function startSystem(): Promise<System> {
  const folder = scratchFolder('prove');
  const undo: (() => Promise<void>)[] = [];
  try {
    return await build(folder, (how) => undo.unshift(how));
  } catch (error) {
    for (const how of undo) await how().catch(() => undefined);
    removeFolder(folder);
    throw error;
  }
}

async function build(folder: string, onFailure: (undo: () => Promise<void>) => void): Promise<System> {
  const binary = await findNats();
  const disk = SmallDisk.at(join(folder, 'disk'));
  const postgresOptions = {
    dataDir: join(disk.folder, 'postgres'),
    port: await freePort(),
    password: 'prove',
    durable: true,
    logFile: join(folder, 'postgres.log'),
    maxConnections: 300,
  };
  const postgres = await startPostgres(postgresOptions);
  onFailure(() => postgres.stop());
  mkdirSync(join(disk.folder, 'run'));
  tellRun({ folder: join(disk.folder, 'run'), postgresUrl: postgres.url, nats: binary });
  const nats = await startTestNats();
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
  const start = async (service: ServiceName, n: number, port: number): Promise<Replica> => {
    const toPostgres = await LineCutter.before(databases.urls[service]);
    const toNats = await LineCutter.before(nats.urlOf(service));
    const plan: SystemPlan = {
      secrets,
      databaseUrls: perService((name) => through(toPostgres, databases.urls[name])),
      natsUrls: perService((name) => through(toNats, nats.urlOf(name))),
      endpoints: gatewayPorts.map((gateway) => `http://127.0.0.1:${gateway}`),
      logLevel: 'warn',
      demo: { keyFile: join(folder, 'demo-portal-key.pem'), portalUrl: 'http://localhost/portal' },
    };
    const name = `${service}-${n}`;
    const killFile = join(folder, `${name}.kill`);
    const process = new RestartableService(service, { port, opsPort: await freePort() }, plan, {
      logFile: join(folder, `${name}.log`),
      environment: { ...environment[service], ...clockApart(n), ...killable(killFile) },
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
  return new System(folder, disk, parts, nats, databases, secrets, postgresOptions, postgres);
}

function through(cutter: LineCutter, url: string): string {
  const changed = new URL(url);
  changed.port = String(cutter.port);
  return changed.href;
}
