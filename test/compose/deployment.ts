import { freePort } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command';

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [at: number, value: string];
}

/** A finding of `doctor --json`. */
export interface Finding {
  readonly level: string;
  readonly check: string;
  readonly what: string;
}

/** The parts of `docker inspect` that these tests use. */
export interface Container {
  readonly Id: string;
  readonly Image: string;
  readonly RestartCount: number;
  readonly State: { readonly StartedAt: string; readonly Health?: { readonly Status: string } };
  readonly Config: {
    readonly Env: readonly string[];
    readonly User: string;
    readonly StopTimeout?: number;
    readonly Labels: Readonly<Record<string, string>>;
  };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly Memory: number;
    readonly LogConfig: { readonly Config: Readonly<Record<string, string>> };
    readonly RestartPolicy: { readonly Name: string };
  };
}

const startLimitMs = 150_000;

/** The system of docker-compose.yml, with an .env and secrets of its own. */
export class Deployment {
  readonly secrets: string;
  private readonly envFile: string;
  private readonly project = process.env['COMPOSE_PROJECT_NAME'] ?? '';
  private ports: number[] = [];

  /** `folder` is an empty folder outside of the project. */
  constructor(readonly folder: string) {
    this.secrets = join(folder, 'secrets');
    this.envFile = join(folder, '.env');
  }

  async configure(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    while (this.ports.length < 6) this.ports.push(await freePort());
    const [gateway1, gateway2, config, http, https, prometheus] = this.ports;
    const all = {
      REJOIN_SECRETS: this.secrets,
      REJOIN_IMAGE: this.image('1'),
      REJOIN_BUILD_NETWORK: 'host',
      REJOIN_BIND: '127.0.0.1',
      REJOIN_GATEWAY_1_PORT: gateway1,
      REJOIN_GATEWAY_2_PORT: gateway2,
      REJOIN_CONFIG_PORT: config,
      REJOIN_CHAT_HOST: 'localhost',
      REJOIN_HTTP_PORT: http,
      REJOIN_HTTPS_PORT: https,
      REJOIN_PROMETHEUS_PORT: prometheus,
      ...settings,
    };
    // What other commands have written there stays.
    const others = this.envLines.filter((line) => !((line.split('=')[0] ?? '') in all));
    const lines = [...others, ...Object.entries(all).map(([name, value]) => `${name}=${value}`)];
    writeFileSync(this.envFile, `${lines.join('\n')}\n`);
  }

  private get envLines(): string[] {
    return existsSync(this.envFile) ? readFileSync(this.envFile, 'utf8').split('\n').filter(Boolean) : [];
  }

  image(release: string): string {
    return `${this.project}:${release}`;
  }

  get gateways(): string[] {
    return this.ports.slice(0, 2).map((port) => `http://localhost:${port}`);
  }
  get config(): string {
    return `http://localhost:${this.ports[2]}`;
  }
  get proxy(): string {
    return `https://localhost:${this.ports[4]}`;
  }

  /** The answer of the deployment's Prometheus; undefined until it answers. */
  async promQl(expression: string): Promise<readonly Series[]> {
    const url = `http://localhost:${this.ports[5]}/api/v1/query?query=${encodeURIComponent(expression)}`;
    const answer = await fetch(url).catch(() => undefined);
    if (!answer?.ok) return [];
    return ((await answer.json()) as { data: { result: Series[] } }).data.result;
  }

  secret(name: string): string {
    return readFileSync(join(this.secrets, name), 'utf8');
  }
  /** Adds NATS as a cluster of three, as COMPOSE_FILE in .env does. */
  async useCluster(settings: Readonly<Record<string, string>>): Promise<void> {
    await this.configure({ ...settings, COMPOSE_FILE: 'docker-compose.yml:docker-compose.cluster.yml' });
  }

  get allSecrets(): string[] {
    return readdirSync(this.secrets).map((name) => this.secret(name));
  }

  /** `npm run secrets -- <args>`, without building again. */
  changeSecrets(...args: string[]): Promise<string> {
    return run('node', ['dist/tools/deploy/secrets.js', ...args, this.secrets]);
  }

  /** `npm run readers -- <args>`, without building again. */
  changeReaders(...args: string[]): Promise<string> {
    return run('node', ['dist/tools/deploy/readers-command.js', ...args, '--folder', this.folder]);
  }

  /** Lets nats-servers read their configuration and certificates again. */
  async reloadNats(...servers: readonly string[]): Promise<void> {
    // Not by `docker compose kill`: Docker never restarts a container after that.
    for (const server of servers) await this.compose('exec', '-T', server, 'sh', '-c', 'kill -HUP 1');
  }

  /** What `doctor` finds. */
  async doctor(): Promise<readonly Finding[]> {
    const report = await this.compose('run', '--rm', '-T', 'doctor', '--json');
    return (JSON.parse(report) as { findings: readonly Finding[] }).findings;
  }

  /** Signs in to NATS in the network of the containers. Returns `yes`, or the error. */
  async signInToNats(user: string, password: string): Promise<string> {
    const options = JSON.stringify({ servers: 'nats', user, pass: password, reconnect: false });
    const script = `require('nats').connect(${options}).then((c) => c.close().then(() => 'yes'), String).then(console.log)`;
    const told = await this.compose(
      'run',
      '--rm',
      '-T',
      '--no-deps',
      '--entrypoint',
      'node',
      'cli',
      '-e',
      script,
    );
    return told.trim();
  }

  compose(...args: string[]): Promise<string> {
    return run('docker', ['compose', '--env-file', this.envFile, ...args], { limitMs: 300_000 });
  }

  /** Runs docker compose in a shell, with redirections. */
  pipe(command: string): Promise<string> {
    return run('bash', ['-c', `docker compose --env-file '${this.envFile}' ${command}`], {
      limitMs: 120_000,
    });
  }

  /** Resolves when all containers are up and healthy. */
  async up(...args: string[]): Promise<void> {
    await this.compose('up', '--detach', '--no-build', ...args);
    await this.isHealthy();
  }

  /** Updates containers whose image or settings have changed, one gateway after the other. */
  async update(): Promise<void> {
    const up = ['up', '--detach', '--no-build'];
    await this.compose(...up, 'config', 'routing', 'reconnection-timer');
    await this.compose(...up, '--no-deps', '--wait', 'gateway-1');
    await this.compose(...up, '--no-deps', '--wait', 'gateway-2');
  }

  async containers(service?: string): Promise<Container[]> {
    const listed = await this.compose('ps', '--all', '--quiet', ...(service ? [service] : []));
    const ids = listed.split('\n').filter(Boolean);
    return ids.length === 0 ? [] : (JSON.parse(await run('docker', ['inspect', ...ids])) as Container[]);
  }

  async isHealthy(service?: string): Promise<void> {
    await eventually(
      async () => {
        const found = await this.containers(service);
        const states = found
          .filter((one) => serviceOf(one) !== 'provision')
          .map((one) => `${serviceOf(one)} ${one.State.Health?.Status ?? 'up'}`);
        expect(states.filter((state) => !/ (healthy|up)$/.test(state))).toEqual([]);
        expect(states.length).toBeGreaterThan(0);
      },
      { timeout: startLimitMs, interval: 1_000 },
    );
  }

  /**
   * Sends a signal to the processes of a container below its init process, and waits until the container has
   * restarted.
   */
  async signal(service: string, signal: 'KILL' | 'STOP'): Promise<void> {
    const [before] = await this.containers(service);
    if (!before) throw new Error(`there is no container of ${service}`);
    const user = service === 'postgres' ? ['--user', 'postgres'] : [];
    // The exec ends with the processes that it kills.
    await this.compose('exec', '-T', ...user, service, 'sh', '-c', `kill -${signal} -1`).catch(() => '');
    await eventually(
      async () => {
        const [now] = await this.containers(service);
        expect(now?.State.StartedAt).not.toBe(before.State.StartedAt);
      },
      { timeout: 90_000, interval: 500 },
    );
  }

  /** Output for a person who must find out why a test failed. */
  async report(): Promise<string> {
    const [state, logs] = await Promise.all([
      this.compose('ps', '--all').catch(String),
      this.compose('logs', '--no-color', '--tail', '8').catch(String),
    ]);
    return `${state}\n${logs}`;
  }
}

export function serviceOf(container: Container): string {
  return container.Config.Labels['com.docker.compose.service'] ?? '';
}
