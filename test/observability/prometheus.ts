import { cacheFolder, freePort, projectFolder, spawnDependent, endChild } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export const folder = join(projectFolder(), 'tools', 'deploy', 'observability');
export const rulesFile = join(folder, 'rules.yml');

interface Programs {
  readonly prometheus: string;
  readonly promtool: string;
}

/**
 * Finds Prometheus and promtool on the PATH, or in Debian's package, which is unpacked and not installed:
 * that needs no root, and leaves no second Prometheus running. Without them the tests are skipped and the run
 * reports it; with REJOIN_PROMETHEUS_REQUIRED=1 the run fails.
 */
export function findPrometheus(): Programs | undefined {
  const unpacked = join(cacheFolder(), 'prometheus-unpacked');
  const found = () =>
    programsIn([...(process.env['PATH'] ?? '').split(delimiter), join(unpacked, 'usr', 'bin')]);
  const programs = found() ?? (unpack(unpacked), found());
  if (programs) return programs;
  const sentence = 'no prometheus and promtool were found; apt-get install prometheus brings both';
  if (process.env['REJOIN_PROMETHEUS_REQUIRED'] === '1')
    throw new Error(`${sentence}. They are required here.`);
  process.stderr.write(`\nTests with Prometheus are NOT run: ${sentence}\n\n`);
  return undefined;
}

/** Runs promtool, and throws its output when it finds a fault. */
export function promtool({ promtool }: Programs, args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(promtool, args, { encoding: 'utf8', input, timeout: 60_000 });
  if (status !== 0) throw new Error(`promtool ${args.join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}

export interface Alarm {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'firing' | 'inactive';
}

/** A Prometheus with the rules of the deployment, which reads the given processes, by job, once a second. */
export class Prometheus {
  private constructor(
    readonly url: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(
    { prometheus }: Programs,
    targets: Readonly<Record<string, readonly string[]>>,
  ): Promise<Prometheus> {
    const data = mkdtempSync(join(tmpdir(), 'rejoin-prometheus-'));
    const config = join(data, 'prometheus.json');
    // JSON is valid YAML.
    writeFileSync(config, JSON.stringify(configFor(targets)));
    const url = `127.0.0.1:${await freePort()}`;
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}/tsdb`,
      `--web.listen-address=${url}`,
    ];
    const child = spawnDependent(prometheus, args, { deathSignal: 'SIGKILL', stdio: 'ignore' });
    const server = new Prometheus(`http://${url}`, async () => {
      await endChild(child, [
        ['SIGTERM', 10_000],
        ['SIGKILL', 5_000],
      ]);
      rmSync(data, { recursive: true, force: true });
    });
    await eventually(async () => expect((await fetch(`${server.url}/-/ready`)).status).toBe(200), {
      timeout: 30_000,
    });
    return server;
  }

  /** The current series of an expression. Throws the error of Prometheus for a wrong one. */
  async query(expression: string): Promise<Series[]> {
    return (await this.read<{ result: Series[] }>(`query?query=${encodeURIComponent(expression)}`)).result;
  }

  /** The values of an expression at each second of a time span, whose ends are in seconds. */
  async queryRange(expression: string, start: number, end: number): Promise<SeriesOverTime[]> {
    const query = new URLSearchParams({ query: expression, start: `${start}`, end: `${end}`, step: '1' });
    return (await this.read<{ result: SeriesOverTime[] }>(`query_range?${query.toString()}`)).result;
  }

  async alarms(): Promise<Alarm[]> {
    return (await this.read<{ alerts: Alarm[] }>('alerts')).alerts;
  }

  /** The names of the alarms that fire now, each once. */
  async firing(): Promise<string[]> {
    const firing = (await this.alarms()).filter(({ state }) => state === 'firing');
    return [...new Set(firing.map(({ labels }) => labels['alertname'] ?? ''))].sort();
  }

  private async read<T>(path: string): Promise<T> {
    const answer = (await (await fetch(`${this.url}/api/v1/${path}`)).json()) as {
      status: string;
      error?: string;
      data: T;
    };
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error ?? answer.status}`);
    return answer.data;
  }
}

export interface SeriesOverTime extends Pick<Series, 'metric'> {
  readonly values: readonly (readonly [at: number, value: string])[];
}

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [at: number, value: string];
}

function configFor(targets: Readonly<Record<string, readonly string[]>>): object {
  return {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [rulesFile],
    scrape_configs: Object.entries(targets).map(([job, urls]) => ({
      job_name: job,
      static_configs: [{ targets: urls.map((url) => new URL(url).host) }],
    })),
  };
}

function programsIn(folders: readonly string[]): Programs | undefined {
  const find = (name: string) => folders.map((one) => join(one, name)).find((path) => existsSync(path));
  const [prometheus, promtool] = [find('prometheus'), find('promtool')];
  return prometheus !== undefined && promtool !== undefined ? { prometheus, promtool } : undefined;
}

/** Other test files may do the same at the same time: what they find is whole, because it is moved there when it is. */
function unpack(to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  const own = mkdtempSync(`${to}-`);
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', ...args], { cwd: own, timeout: 240_000 })
      .status === 0;
  if (apt('download', 'prometheus') || (apt('update') && apt('download', 'prometheus'))) {
    const archive = readdirSync(own).find((name) => name.endsWith('.deb')) ?? '';
    const { status } = spawnSync('dpkg-deb', ['-x', join(own, archive), join(own, 'files')], {
      timeout: 120_000,
    });
    if (status === 0 && !existsSync(to)) renameUnlessThere(join(own, 'files'), to);
  }
  rmSync(own, { recursive: true });
}

function renameUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
