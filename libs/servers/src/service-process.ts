import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@rejoin/contracts';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endChild, ended, spawnDependent } from './child-process';
import type { PerService } from './provision';
import { demoPassword, type SystemSecrets } from './secrets';

/** The common settings of the services of a system. */
export interface SystemPlan {
  readonly secrets: SystemSecrets;
  readonly databaseUrls: PerService<string>;
  readonly natsUrls: PerService<string>;
  /** Base URLs of all gateways. */
  readonly endpoints: readonly string[];
  readonly logLevel: string;
  /** Origins of pages that may show the desk in a frame. */
  readonly deskFramedBy?: readonly string[];
  /** Where the desk links to the administration. */
  readonly consoleUrl?: string;
}

/** A program of this project that runs as a separate process and serves HTTP at `url`. */
export interface ProgramProcess {
  readonly name: string;
  readonly url: string;
  /** The URL for operators, which serves `/health/ready`. */
  readonly opsUrl: string;
  readonly pid: number;
  /** Resolves with the exit reason when the process has ended. */
  readonly ended: Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Sends SIGTERM, and SIGKILL if the process does not end. */
  stop(): Promise<void>;
}

export interface ServiceProcess extends ProgramProcess {
  readonly service: ServiceName;
}

/** The public port of a service and its port for operators. */
export interface ServicePorts {
  readonly port: number;
  readonly opsPort: number;
}

/** Starts a built service as a process. It is not ready yet: see {@link untilReady}. */
export function startService(
  service: ServiceName,
  ports: ServicePorts,
  plan: SystemPlan,
  options: { logFile: string; environment?: Readonly<Record<string, string>>; built?: string | undefined },
): ServiceProcess {
  const environment = { ...environmentOf(service, ports, plan), ...options.environment };
  const { logFile, built } = options;
  return {
    service,
    ...startProgram(service, `apps/${service}/src/main.js`, ports, { logFile, environment, built }),
  };
}

/**
 * Most objects of a service are short-lived. With the default young generation of 16 MB, high load fills it before promises
 * settle, and the survivors are copied repeatedly, which takes a quarter of a gateway's CPU. The memory is allocated as
 * needed. The Dockerfile has the same option.
 */
const nodeOptions = ['--max-semi-space-size=64'];

/** Starts the program at `path` below `built` (default dist/). It is not ready yet: see {@link untilReady}. */
export function startProgram(
  name: string,
  path: string,
  { port, opsPort }: ServicePorts,
  options: { logFile: string; environment: Readonly<Record<string, string>>; built?: string | undefined },
): ProgramProcess {
  const main = join(options.built ?? join(projectFolder(), 'dist'), path);
  if (!existsSync(main)) throw new Error(`${main} is not there: npm run build`);
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const child = spawnDependent(process.execPath, [...nodeOptions, main], {
    cwd: projectFolder(),
    env: { ...inherited(), NODE_COMPILE_CACHE: compiledFolder(), ...options.environment },
    deathSignal: 'SIGKILL',
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const end = ended(child);
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    opsUrl: `http://127.0.0.1:${opsPort}`,
    pid: child.pid ?? 0,
    ended: end,
    kill: (signal) => void child.kill(signal),
    stop: () =>
      endChild(child, [
        ['SIGTERM', 15_000],
        ['SIGKILL', 5_000],
      ]),
  };
}

/** Waits until the program is ready. Throws if it ends before or takes longer. */
export async function untilReady(
  process: Pick<ProgramProcess, 'name' | 'opsUrl' | 'ended'>,
  limitMs = 60_000,
): Promise<void> {
  let over: string | undefined;
  void process.ended.then((how) => (over = how));
  const until = Date.now() + limitMs;
  while (Date.now() < until) {
    if (over !== undefined) throw new Error(`${process.name} ended before it was ready (${over})`);
    if (await isReady(process.opsUrl)) return;
    await pause(50);
  }
  throw new Error(`${process.name} was not ready after ${limitMs / 1000} s`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Returns the environment that the service needs: only config can sign tokens, and only gateways can make links. */
export function environmentOf(
  service: ServiceName,
  { port, opsPort }: ServicePorts,
  plan: SystemPlan,
): Record<string, string> {
  const { secrets } = plan;
  const common = {
    HOST: '127.0.0.1',
    PORT: String(port),
    OPS_PORT: String(opsPort),
    DATABASE_URL: plan.databaseUrls[service],
    NATS_URL: plan.natsUrls[service],
    REJOIN_LOG_LEVEL: plan.logLevel,
  };
  if (service === 'config') {
    return {
      ...common,
      REJOIN_TOKEN_PRIVATE_KEY: secrets.tokenPrivateKey,
      REJOIN_TOKEN_PUBLIC_KEY: secrets.tokenPublicKey,
      REJOIN_ENDPOINTS: plan.endpoints.join(','),
      REJOIN_SETUP_TOKEN: secrets.setupToken,
      REJOIN_PUBLIC_PASSWORD: demoPassword,
    };
  }
  if (service === 'session-gateway') {
    return {
      ...common,
      REJOIN_TOKEN_PUBLIC_KEY: secrets.tokenPublicKey,
      REJOIN_LINK_KEY: secrets.linkKey,
      REJOIN_ENDPOINTS: plan.endpoints.join(','),
      REJOIN_CONSOLE_URL: plan.consoleUrl ?? '',
      REJOIN_DESK_FRAMED_BY: (plan.deskFramedBy ?? []).join(','),
    };
  }
  return common;
}

/** Where Node 22 and later keep compiled modules, so that a service loads in two thirds of the time. */
function compiledFolder(): string {
  return join(projectFolder(), 'node_modules', '.cache', 'compiled');
}

function inherited(): NodeJS.ProcessEnv {
  const { PATH, HOME, TZ, LANG, NODE_EXTRA_CA_CERTS } = process.env;
  return { PATH, HOME, TZ, LANG, NODE_EXTRA_CA_CERTS };
}

/** Returns the root folder of the repository or of the image, from the sources, from dist/ and from dist/proofs/. */
export function projectFolder(): string {
  return join(__dirname, '../../..').replace(/\/dist(\/proofs)?$/, '');
}

/** Returns the last lines of a log. */
export function lastLines(file: string, count = 15): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : '';
}
