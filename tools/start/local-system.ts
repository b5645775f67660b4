import type { ServiceName } from '@rejoin/contracts';
import { lastLines, startService, untilReady, type ServiceProcess, type SystemPlan } from '@rejoin/servers';
import { join } from 'node:path';
import { DataFolder } from './data-folder';
import { Keeper } from './keeper';
import { showErrors } from './log-watch';
import type { StartOptions } from './options';
import { servicePorts } from './ports';
import { progress, say } from './say';
import { natsServer, postgresServer, type Server } from './servers';
import { whatToTry } from './what-to-try';

interface Part {
  readonly name: string;
  readonly service: ServiceName;
  readonly port: number;
}

/** Starts everything and says so. Rejects, with nothing left running, when a part does not start. */
export async function startLocalSystem(
  options: StartOptions,
  stopAsked: Promise<string>,
): Promise<{ stop(): Promise<void> }> {
  const folder = new DataFolder();
  await folder.claim();
  const system = new LocalSystem(folder, options);
  const interrupted = stopAsked.then((why) => {
    throw new Error(why);
  });
  try {
    await Promise.race([system.start(), interrupted]);
    return system;
  } catch (error) {
    await system.stop();
    throw error;
  }
}

class LocalSystem {
  private readonly servers: Server[] = [];
  private readonly launched: ServiceProcess[] = [];
  private readonly services: (Part & { keeper: Keeper })[] = [];
  private readonly watches: (() => void)[] = [];
  private starting: Promise<void> = Promise.resolve();
  private ready = false;
  private stopping = false;

  constructor(
    private readonly folder: DataFolder,
    private readonly options: StartOptions,
  ) {}

  start(): Promise<void> {
    this.starting = this.startAll();
    return this.starting;
  }

  private async startAll(): Promise<void> {
    const ports = await servicePorts(this.options.basePort);
    const parts: Part[] = [
      { name: 'config', service: 'config', port: ports.config },
      { name: 'routing', service: 'routing', port: ports.routing },
      { name: 'reconnection-timer', service: 'reconnection-timer', port: ports.timer },
      ...ports.gateways.map((port, i) => ({
        name: `session-gateway-${i + 1}`,
        service: 'session-gateway' as const,
        port,
      })),
    ];
    const plan = await this.startServers(ports.gateways.map((port) => `http://127.0.0.1:${port}`));
    await Promise.all(parts.map((part) => this.startPart(part, plan)));
    this.services.sort((a, b) => a.port - b.port);
    this.ready = true;
    this.publish();
    say(whatToTry(this.running()));
  }

  /** Services first, so that they can finish what they are doing; then what they need for it. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([
      ...this.services.map(({ keeper }) => keeper.stop()),
      ...this.launched.map((one) => one.stop()),
    ]);
    // A start that was interrupted notices it at its next step, unless it waits for a download.
    await Promise.race([
      this.starting.catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 3_000)),
    ]);
    for (const stopWatching of this.watches) stopWatching();
    for (const { keeper } of [...this.servers].reverse()) await keeper?.stop();
    this.folder.release();
  }

  private async startServers(endpoints: readonly string[]): Promise<SystemPlan> {
    const { databaseUrl, natsUrl, logLevel } = this.options;
    const secrets = this.folder.secrets();
    const onRestart = () => {
      this.publish();
    };
    const postgres = await postgresServer(this.folder, secrets, databaseUrl, onRestart);
    this.servers.push(postgres);
    this.checkStopping();
    const nats = await natsServer(this.folder, secrets, natsUrl, onRestart);
    this.servers.push(nats);
    this.checkStopping();
    const demo = {
      keyFile: join(this.folder.path, 'demo-portal-key.pem'),
      portalUrl: `http://localhost:${this.options.basePort}/portal`,
    };
    return { secrets, databaseUrls: postgres.urls, natsUrls: nats.urls, endpoints, logLevel, demo };
  }

  private async startPart(part: Part, plan: SystemPlan): Promise<void> {
    const logFile = this.folder.logFile(part.name);
    this.watches.push(showErrors(part.name, logFile));
    const launch = () => startService(part.service, part.port, plan, { logFile });
    const process = launch();
    this.launched.push(process);
    try {
      await untilReady(process);
    } catch (error) {
      const end = lastLines(logFile);
      throw new Error(`${(error as Error).message}. The end of ${logFile}:\n${end}`, { cause: error });
    }
    this.checkStopping();
    progress(`${part.name}: ${process.url}`);
    const keeper = new Keeper(part.name, process, launch, () => {
      this.publish();
    });
    this.services.push({ ...part, keeper });
  }

  private checkStopping(): void {
    if (this.stopping) throw new Error('stopped');
  }

  private publish(): void {
    if (this.ready && !this.stopping) this.folder.publish(this.running());
  }

  private running() {
    const urlOf = (part: Part) => `http://127.0.0.1:${part.port}`;
    const gateways = this.services
      .filter(({ service }) => service === 'session-gateway')
      .map(urlOf)
      .sort();
    const [postgres, nats] = this.servers;
    return {
      pid: process.pid,
      url: gateways[0] ?? '',
      gateways,
      config: this.services.filter(({ service }) => service === 'config').map(urlOf)[0] ?? '',
      natsUrl: nats?.adminUrl ?? '',
      databaseUrl: postgres?.adminUrl ?? '',
      processes: [
        ...this.servers.flatMap(({ keeper }) => (keeper ? [{ name: keeper.name, pid: keeper.pid }] : [])),
        ...this.services.map((part) => ({ name: part.name, pid: part.keeper.pid, url: urlOf(part) })),
      ],
    };
  }
}
