import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@rejoin/contracts';
import {
  environmentOf,
  lastLines,
  startService,
  untilReady,
  type ProgramProcess,
  type SystemPlan,
} from '@rejoin/servers';
import { join } from 'node:path';
import { demoOrigin } from '../portal/addresses';
import { fillWithDemo, launchPortal } from './demo';
import { DataFolder } from './data-folder';
import { watchDisk } from './disk-watch';
import { Keeper } from './keeper';
import { showErrors } from './log-watch';
import type { StartOptions } from './options';
import { servicePorts, type ServicePorts } from './ports';
import { progress, say } from './say';
import { natsServer, postgresServer, type Nats, type Server } from './servers';
import { whatToTry } from './what-to-try';
import { serviceLives } from './works';

const publishAgainMs = 5_000;

interface Part {
  readonly name: string;
  readonly kind: ServiceName | 'portal';
  readonly port: number;
  readonly opsPort: number;
  launch(logFile: string): ProgramProcess | Promise<ProgramProcess>;
}

/** Starts the whole system and prints its addresses. If a part does not start, it stops all others and rejects. */
export async function startLocalSystem(
  options: StartOptions,
  stopAsked: Promise<string>,
): Promise<{ stop(): Promise<void> }> {
  const folder = new DataFolder();
  await folder.claim();
  const system = new LocalSystem(folder, options, stopAsked);
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
  private readonly launched: ProgramProcess[] = [];
  private readonly services: (Part & { keeper: Keeper })[] = [];
  private readonly watches: (() => void)[] = [];
  private leftOut: (Part & { file: string }) | undefined;
  private starting: Promise<void> = Promise.resolve();
  private publishing: NodeJS.Timeout | undefined;
  private ready = false;
  private stopping = false;

  constructor(
    private readonly folder: DataFolder,
    private readonly options: StartOptions,
    private readonly stopAsked: Promise<string>,
  ) {}

  start(): Promise<void> {
    this.starting = this.startAll();
    return this.starting;
  }

  private async startAll(): Promise<void> {
    this.watches.push(watchDisk(this.folder.path));
    const ports = await servicePorts(this.options.basePort);
    const { plan, nats } = await this.startServers(ports);
    const part = (name: string, kind: ServiceName, port: number): Part => {
      const opsPort = ports.opsPortOf(port);
      const launch = (logFile: string) => startService(kind, { port, opsPort }, plan, { logFile });
      return { name, kind, port, opsPort, launch };
    };
    const services = [
      part('config', 'config', ports.config),
      part('routing', 'routing', ports.routing),
      part('reconnection-timer', 'reconnection-timer', ports.timer),
      ...ports.gateways.map((port, i) => part(`session-gateway-${i + 1}`, 'session-gateway', port)),
    ];
    const leftOut = services.find(({ kind }) => kind === this.options.without);
    if (leftOut) this.leftOut = { ...leftOut, file: this.writeEnvironment(leftOut, plan) };
    const [config, ...others] = services.map((service) =>
      service === leftOut ? this.untilDeveloperStarts() : this.startPart(service),
    );
    const keyFile = join(this.folder.path, 'demo-portal-key.pem');
    const ready = Promise.all(others);
    // The demo reads facts, so it starts after the services have created their streams.
    const launch = (logFile: string) => launchPortal(ports, plan, nats, keyFile, logFile);
    const portal = {
      name: 'portal',
      kind: 'portal',
      port: ports.portal,
      opsPort: ports.portal,
      launch,
    } as const;
    await Promise.all([
      config?.then(() => fillWithDemo(ports, plan, keyFile, ready)),
      Promise.all([config, ready]).then(() => this.startPart(portal)),
    ]);
    this.services.sort((a, b) => a.port - b.port);
    this.ready = true;
    this.publish();
    say(whatToTry(this.running()));
  }

  /** Stops the services first, so that they can finish their work, and then the servers that they use. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([
      ...this.services.map(({ keeper }) => keeper.stop()),
      ...this.launched.map((one) => one.stop()),
    ]);
    // An interrupted start stops at its next step, unless it waits for a download.
    await Promise.race([this.starting.catch(() => undefined), pause(3_000)]);
    for (const stopWatching of this.watches) stopWatching();
    for (const { keeper } of [...this.servers].reverse()) await keeper?.stop();
    this.folder.release();
  }

  private async startServers(ports: ServicePorts): Promise<{ plan: SystemPlan; nats: Nats }> {
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
    const plan = {
      secrets,
      databaseUrls: postgres.urls,
      natsUrls: nats.urls,
      endpoints: ports.gateways.map((port) => `http://127.0.0.1:${port}`),
      logLevel,
      deskFramedBy: [demoOrigin(ports.portal)],
      consoleUrl: `http://127.0.0.1:${ports.config}`,
    };
    return { plan, nats };
  }

  private async startPart(part: Part): Promise<void> {
    const logFile = this.folder.logFile(part.name);
    this.watches.push(showErrors(part.name, logFile));
    const launch = () => part.launch(logFile);
    const process = await launch();
    this.launched.push(process);
    try {
      await untilReady(process);
    } catch (error) {
      const end = lastLines(logFile);
      throw new Error(`${(error as Error).message}. The end of ${logFile}:\n${end}`, { cause: error });
    }
    this.checkStopping();
    progress(`${part.name}: ${process.url}`);
    const onRestart = () => {
      this.publish();
    };
    const works = part.kind === 'portal' ? undefined : serviceLives;
    const keeper = new Keeper(part.name, process, launch, onRestart, works);
    this.services.push({ ...part, keeper });
  }

  private writeEnvironment({ name, kind, port, opsPort }: Part, plan: SystemPlan): string {
    const environment = environmentOf(kind as ServiceName, { port, opsPort }, plan);
    return this.folder.writeEnvironment(name, environment);
  }

  /** Waits for the process that was left out. The demo needs all services. */
  private async untilDeveloperStarts(): Promise<void> {
    if (!this.leftOut) return;
    const { name, kind, opsPort, file } = this.leftOut;
    progress(`waiting for ${name}: npx nest start ${kind} --watch --env-file ${file}`);
    const stopped = this.stopAsked.then(() => 'stopped');
    await untilReady({ name, opsUrl: `http://127.0.0.1:${opsPort}`, ended: stopped }, Infinity);
  }

  private checkStopping(): void {
    if (this.stopping) throw new Error('stopped');
  }

  /** Tools find the system by this file. If it cannot be written (full disk), the system still runs. */
  private publish(): void {
    clearTimeout(this.publishing);
    if (!this.ready || this.stopping) return;
    try {
      this.folder.publish(this.running());
    } catch (error) {
      progress(`${(error as Error).message}; trying again`);
      this.publishing = setTimeout(() => this.publish(), publishAgainMs).unref();
    }
  }

  private running() {
    const urlAt = (port: number) => `http://127.0.0.1:${port}`;
    const urlOf = (part: Part) => urlAt(part.port);
    const urlsOf = (kind: Part['kind']) =>
      [...this.services, ...(this.leftOut ? [this.leftOut] : [])]
        .filter((part) => part.kind === kind)
        .map(urlOf)
        .sort();
    const gateways = urlsOf('session-gateway');
    const [postgres, nats] = this.servers;
    return {
      pid: process.pid,
      url: gateways[0] ?? '',
      portal: urlsOf('portal')[0] ?? '',
      gateways,
      config: urlsOf('config')[0] ?? '',
      natsUrl: nats?.adminUrl ?? '',
      databaseUrl: postgres?.adminUrl ?? '',
      processes: [
        ...this.servers.flatMap(({ keeper }) => (keeper ? [{ name: keeper.name, pid: keeper.pid }] : [])),
        ...this.services.map((part) => ({
          name: part.name,
          pid: part.keeper.pid,
          url: urlOf(part),
          opsUrl: urlAt(part.opsPort),
        })),
      ],
    };
  }
}
