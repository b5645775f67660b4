import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { seeds, servers } from '../machine/built.ts';
import { cpuSeconds } from '../machine/processes.ts';
import { within, type Stage } from '../machine/stage.ts';

export interface Replicas {
  readonly gateways: number;
  readonly routings: number;
  readonly timers: number;
}

/** The processes that `npm start` runs: two gateways, and one of each other service. */
export const asShipped: Replicas = { gateways: 2, routings: 1, timers: 1 };

type Process = ReturnType<typeof servers.startService>;

/**
 * A whole built system, with a Postgres that syncs and a nats-server that is configured as by `npm start`.
 */
export class System {
  private constructor(
    readonly gateways: readonly Process[],
    readonly others: readonly Process[],
    readonly configUrl: string,
    /** Queries the system's database as a superuser. */
    readonly databaseUrl: string,
    /** The URL for a system that reads the facts. */
    readonly readerUrl: string,
    private readonly serverPids: { postgres: number; nats: number },
    private readonly database: pg.Pool,
    private readonly restartNats: (betweenTimes: () => void) => Promise<number>,
    private readonly natsFolder: string,
    private readonly natsMonitorUrl: string,
  ) {}

  /**
   * Starts the system and waits until all of it is ready. Passwords are hashed with low cost, because every
   * round creates a hundred agents and sign-in is not measured. No limit is changed.
   */
  static async start(
    stage: Stage,
    replicas: Replicas = asShipped,
    gatewayEnvironment: Record<string, string> = {},
  ): Promise<System> {
    const secrets = servers.newSystemSecrets();
    const logs = join(stage.folder, 'logs');
    const postgres = await startPostgres(stage);
    const databaseUrls = await servers.provision(postgres.url, secrets.databases);
    const natsFolder = join(stage.folder, 'nats');
    const natsOptions = {
      storeDir: natsFolder,
      port: await servers.freePort(),
      monitorPort: await servers.freePort(),
      passwords: secrets.nats,
      logFile: join(logs, 'nats.log'),
      binary: stage.natsServer,
    };
    let nats = await servers.startNats(natsOptions);
    stage.onEnd(() => nats.stop());
    const restartNats = async (betweenTimes: () => void) => {
      await nats.stop();
      betweenTimes();
      nats = await servers.startNats(natsOptions);
      return nats.pid;
    };
    const gatewayPorts = await Promise.all(
      Array.from({ length: replicas.gateways }, () => servers.freePort()),
    );
    const plan = {
      secrets,
      databaseUrls,
      natsUrls: servers.perService((service) => servers.natsUrl(nats, service, secrets.nats[service])),
      endpoints: gatewayPorts.map((port) => `http://127.0.0.1:${port}`),
      logLevel: 'warn',
    };
    const ready: (() => Promise<void>)[] = [];
    const launch = async (
      service: Parameters<typeof servers.startService>[0],
      port: number,
      name: string,
    ) => {
      const extra =
        service === 'config'
          ? { REJOIN_PASSWORD_COST: '10' }
          : service === 'session-gateway'
            ? gatewayEnvironment
            : {};
      const ports = { port, opsPort: await servers.freePort() };
      const logFile = join(logs, `${name}.log`);
      const process = servers.startService(service, ports, plan, { logFile, environment: extra });
      stage.onEnd(() => process.stop());
      ready.push(() => isReady(process, logFile));
      return process;
    };
    const several = (service: 'routing' | 'reconnection-timer', count: number) =>
      Array.from({ length: count }, async (_, i) =>
        launch(service, await servers.freePort(), `${service}-${i + 1}`),
      );
    const config = await launch('config', await servers.freePort(), 'config');
    const others = await Promise.all([
      ...several('routing', replicas.routings),
      ...several('reconnection-timer', replicas.timers),
    ]);
    const gateways = await Promise.all(
      gatewayPorts.map((port, i) => launch('session-gateway', port, `session-gateway-${i + 1}`)),
    );
    await within(60, Promise.all(ready.map((one) => one())), 'start');
    const { setupToken } = secrets;
    await seeds.seedSystem(await seeds.theDemo(), { configUrl: config.url, setupToken });
    const databaseUrl = servers.urlOf(postgres.url, { database: servers.databaseOf(postgres.url) });
    const database = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    database.on('error', () => undefined);
    stage.onEnd(() => database.end());
    const readerUrl = servers.natsUrl(nats, 'integrator', secrets.nats.integrator);
    const pids = { postgres: postgres.pid, nats: nats.pid };
    return new System(
      gateways,
      [config, ...others],
      config.url,
      databaseUrl,
      readerUrl,
      pids,
      database,
      restartNats,
      natsFolder,
      `http://127.0.0.1:${natsOptions.monitorPort}`,
    );
  }

  get gatewayUrls(): string[] {
    return this.gateways.map(({ url }) => url);
  }

  async query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.database.query(sql, values)).rows as T[];
  }

  async number(sql: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.query<{ n: string | number | null }>(sql, values);
    return Number(row?.n ?? 0);
  }

  get natsPid(): number {
    return this.serverPids.nats;
  }

  /** NATS ends, loses all its data and is started again. */
  async wipeNats(): Promise<void> {
    this.serverPids.nats = await this.restartNats(() => {
      rmSync(this.natsFolder, { recursive: true, force: true });
    });
  }

  /** What Postgres and NATS have written and sent so far. */
  async counters(): Promise<Record<'commits' | 'walBytes' | 'natsMessages' | 'natsBytes', number>> {
    const response = await fetch(`${this.natsMonitorUrl}/varz`);
    const varz = (await response.json()) as Record<'in_msgs' | 'out_msgs' | 'in_bytes' | 'out_bytes', number>;
    return {
      commits: await this.number(
        `select xact_commit as n from pg_stat_database where datname = current_database()`,
      ),
      walBytes: await this.number(`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as n`),
      natsMessages: varz.in_msgs + varz.out_msgs,
      natsBytes: varz.in_bytes + varz.out_bytes,
    };
  }

  /** The seconds of CPU so far, by part. */
  cpu(): Record<'gateways' | 'timers' | 'routings' | 'config' | 'postgres' | 'nats', number> {
    const of = (service: string) =>
      cpuSeconds(
        [...this.gateways, ...this.others].filter((one) => one.service === service).map(({ pid }) => pid),
      );
    return {
      gateways: of('session-gateway'),
      timers: of('reconnection-timer'),
      routings: of('routing'),
      config: of('config'),
      postgres: cpuSeconds([this.serverPids.postgres]),
      nats: cpuSeconds([this.serverPids.nats]),
    };
  }
}

/** The last output of a service says why it did not start. */
async function isReady(process: Process, logFile: string): Promise<void> {
  try {
    await servers.untilReady(process);
  } catch (error) {
    throw new Error(`${String(error)}: ${servers.lastLines(logFile, 5)}`, { cause: error });
  }
}

/** Starts a durable Postgres for this stage, configured as by `npm start`. The peers get the same. */
export async function startPostgres(stage: Stage) {
  const server = await servers.startPostgres({
    dataDir: join(stage.folder, 'postgres'),
    port: await servers.freePort(),
    password: 'bench',
    durable: true,
    logFile: join(stage.folder, 'postgres.log'),
  });
  stage.onEnd(() => server.stop());
  return server;
}
