import type { ServiceName } from '@rejoin/contracts';
import {
  freePort,
  lastLines,
  natsUsers,
  newSystemSecrets,
  perService,
  startService,
  untilReady,
  type NatsUser,
  type PerService,
  type ServicePorts,
  type ServiceProcess,
  type SystemPlan,
} from '@rejoin/servers';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { freshDatabases, type FreshDatabases } from './fresh-database';
import { theRun } from './run/run-environment';
import { startTestNats, type TestNats } from './test-nats';

export interface SystemOptions {
  gateways?: number;
  /** Replicas of routing, of which the first is `routing` of the system. */
  routings?: number;
  /** Replicas of config and of the timer, of which the first are `config` and `timer` of the system. */
  configs?: number;
  timers?: number;
  /** Folders with builds of another release. Each adds a gateway after those of this release. */
  gatewaysOfOthers?: readonly string[];
  /** The URL of the superuser of another Postgres than that of the run. */
  postgresUrl?: string;
  /** Starts services again that end by themselves, as docker and `npm start` do. */
  keepsRunning?: boolean;
  /** More environment variables, per service. */
  environment?: Partial<PerService<Readonly<Record<string, string>>>>;
}

/** A service process of a test system, which tests can kill. Its address stays the same through restarts. */
export interface TestService {
  readonly service: ServiceName;
  readonly url: string;
  /** The URL of its health checks and metrics. */
  readonly opsUrl: string;
  readonly pid: number;
  /** Sends a signal. Resolves when the process has ended, or at once for SIGSTOP and SIGCONT. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Stops the process if it runs, starts it again and waits until it is ready. */
  restart(): Promise<void>;
  /** Returns the last lines of its log. `log(Infinity)` returns all. */
  log(lines?: number): string;
}

/** The addresses of a system, for tests that use it without stopping its parts. */
export interface OpenSystem {
  readonly gateways: readonly { readonly url: string }[];
  readonly config: { readonly url: string };
  readonly nats: Pick<TestNats, 'urlOf'>;
  readonly databases: Pick<FreshDatabases, 'adminUrl'>;
  /** Creates the first administrator. */
  readonly setupToken: string;
}

/** What a system needs of its NATS, be it one server or a cluster. */
export type SystemNats = Pick<TestNats, 'urlOf' | 'stop'>;

/** A whole system: all services as processes, two gateways, one Postgres database and one NATS server. */
export interface TestSystem<Nats extends SystemNats = TestNats> extends OpenSystem {
  readonly gateways: readonly TestService[];
  readonly config: TestService;
  readonly routing: TestService;
  readonly timer: TestService;
  readonly nats: Nats;
  readonly databases: FreshDatabases;
  stop(): Promise<void>;
}

/** Passwords of tests are no secrets, and strong hashes would take a fifth of the journeys' time. */
const quick: SystemOptions['environment'] & object = { config: { REJOIN_PASSWORD_COST: '10' } };

/** Starts a system from dist/ (`npm run build`) without any settings, and waits until all services are ready. */
export async function startSystem(options: SystemOptions = {}): Promise<TestSystem> {
  return startSystemOn(await startTestNats(), options);
}

/** Like {@link startSystem}, with a NATS that was started before and is stopped with the system. */
export async function startSystemOn<Nats extends SystemNats>(
  nats: Nats,
  options: SystemOptions = {},
): Promise<TestSystem<Nats>> {
  const folder = mkdtempSync(join(theRun().folder, 'system-'));
  const databases = await freshDatabases(options.postgresUrl);
  const { gateways = 2, gatewaysOfOthers = [] } = options;
  const builds = [...Array.from({ length: gateways }, () => undefined), ...gatewaysOfOthers];
  const gatewayPorts = await Promise.all(builds.map(() => freePort()));
  const plan: SystemPlan = {
    secrets: {
      ...newSystemSecrets(),
      nats: Object.fromEntries(natsUsers.map((user) => [user, 'test'])) as Record<NatsUser, string>,
    },
    databaseUrls: databases.urls,
    natsUrls: perService((service) => nats.urlOf(service)),
    endpoints: gatewayPorts.map((port) => `http://127.0.0.1:${port}`),
    logLevel: 'info',
  };
  const started: RestartableService[] = [];
  const start = async (service: ServiceName, port: number, name: string = service, built?: string) => {
    // The release 0.1.0 has no separate port for operators.
    const ports = { port, opsPort: built === undefined ? await freePort() : port };
    const process = new RestartableService(service, ports, plan, {
      logFile: join(folder, `${name}.log`),
      built,
      keepsRunning: options.keepsRunning ?? false,
      environment: { ...quick[service], ...options.environment?.[service] },
    });
    started.push(process);
    return process;
  };
  const stop = async () => {
    await Promise.all(started.map((process) => process.stop()));
    await nats.stop();
    await databases.drop();
  };
  try {
    const system = {
      config: await start('config', await freePort()),
      routing: await start('routing', await freePort()),
      timer: await start('reconnection-timer', await freePort()),
      gateways: await Promise.all(
        gatewayPorts.map((port, i) => start('session-gateway', port, `session-gateway-${i + 1}`, builds[i])),
      ),
    };
    const { routings = 1, configs = 1, timers = 1 } = options;
    const further = { routing: routings, config: configs, 'reconnection-timer': timers };
    for (const [service, count] of Object.entries(further))
      for (let n = 2; n <= count; n++)
        await start(service as ServiceName, await freePort(), `${service}-${n}`);
    await Promise.all(started.map((process) => process.untilReady()));
    return { ...system, nats, databases, setupToken: plan.secrets.setupToken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A service process that can be restarted at the same address. */
export class RestartableService implements TestService {
  private process: ServiceProcess;
  private started = 0;
  private isStopping = false;

  constructor(
    readonly service: ServiceName,
    private readonly ports: ServicePorts,
    private readonly plan: SystemPlan,
    private readonly options: {
      logFile: string;
      environment: Readonly<Record<string, string>>;
      built?: string | undefined;
      keepsRunning?: boolean;
    },
  ) {
    this.process = this.spawn();
  }

  get url(): string {
    return this.process.url;
  }

  get opsUrl(): string {
    return this.process.opsUrl;
  }

  get pid(): number {
    return this.process.pid;
  }

  /** How often the process has been started. */
  get starts(): number {
    return this.started;
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.process.kill(signal);
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await this.process.ended;
  }

  async restart(): Promise<void> {
    await this.stop();
    this.isStopping = false;
    this.process = this.spawn();
    await this.untilReady();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    // A stopped process handles SIGTERM only after SIGCONT.
    this.process.kill('SIGCONT');
    await this.process.stop();
  }

  log(lines = 40): string {
    return lastLines(this.options.logFile, lines);
  }

  async untilReady(): Promise<void> {
    try {
      await untilReady(this.process);
    } catch (error) {
      throw new Error(`${String(error)}\n${this.log()}`, { cause: error });
    }
  }

  private spawn(): ServiceProcess {
    this.started++;
    const process = startService(this.service, this.ports, this.plan, this.options);
    if (this.options.keepsRunning)
      void process.ended.then(() => {
        if (!this.isStopping && this.process === process) this.process = this.spawn();
      });
    return process;
  }
}
