import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { servers } from '../machine/built.ts';
import { cpuSeconds, proportionalBytes } from '../machine/processes.ts';
import { pause, until, type Stage } from '../machine/stage.ts';
import { product } from '../report/goals.ts';
import { outcome, type Contender, type Scene } from './scene.ts';

/** A start leaves work: the demo is filled, its facts are delivered, and the engines compile what they run often. */
const settleSeconds = 45;
const idleSeconds = 30;
const portsInARow = 12;

interface Running {
  readonly pid: number;
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
}

const rejoin: Contender = {
  name: product,
  settings:
    '`npm start` on data that are there; memory: PSS of the five services; CPU: with Postgres, NATS and the demo',
  async run(stage) {
    const port = await freePorts();
    const first = npmStart(stage, port);
    const firstSeconds = await first.ready();
    await first.stop();
    const second = npmStart(stage, port);
    const secondSeconds = await second.ready();
    await pause(settleSeconds * 1000);
    const { pid, processes } = JSON.parse(
      readFileSync(join(stage.folder, 'data', 'running.json'), 'utf8'),
    ) as Running;
    const services = processes.filter(({ name }) => !['Postgres', 'NATS', 'portal'].includes(name));
    const all = [pid, ...processes.map((one) => one.pid)];
    const before = cpuSeconds(all);
    await pause(idleSeconds * 1000);
    const share = (cpuSeconds(all) - before) / idleSeconds;
    const bytes = services.reduce((sum, one) => sum + proportionalBytes(one.pid), 0);
    await second.stop();
    return outcome(
      {
        'first start, s': firstSeconds,
        'second start, s': secondSeconds,
        'services, MB': bytes / 1e6,
        'idle, % of a core': share * 100,
      },
      [],
    );
  },
};

/** Runs `npm start` with the Node of the benchmark. */
function npmStart(stage: Stage, port: number) {
  const begun = performance.now();
  const child = spawn('npm', ['start', '--', '--port', String(port)], {
    cwd: servers.projectFolder(),
    env: {
      ...process.env,
      PATH: [dirname(stage.natsServer.path), dirname(process.execPath), process.env['PATH']].join(':'),
      REJOIN_DATA: join(stage.folder, 'data'),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await ended;
  };
  stage.onEnd(stop);
  return {
    stop,
    async ready(): Promise<number> {
      await until(90, 'npm start', () => {
        if (child.exitCode !== null) throw new Error(`npm start ended: ${said.slice(-500)}`);
        return Promise.resolve(said.includes('Rejoin is ready'));
      });
      return (performance.now() - begun) / 1000;
    },
  };
}

async function freePorts(): Promise<number> {
  for (;;) {
    const base = await servers.freePort();
    const ports = Array.from({ length: portsInARow }, (_, i) => base + i);
    const free = await Promise.all(ports.map((port) => servers.isFree(port)));
    if (free.every(Boolean)) return base;
  }
}

export const start: Scene = {
  name: 'start',
  about: 'npm start until it is ready, and what the system takes while nobody uses it',
  limitSeconds: 240,
  contenders: () => [rejoin],
  goals: [
    { says: 'second start', figure: 'second start, s', unit: 's', atMost: { accept: 5, stretch: 5 } },
    {
      says: 'idle memory of the services',
      figure: 'services, MB',
      unit: 'MB',
      atMost: { accept: 450, stretch: 450 },
    },
    { says: 'idle CPU of all', figure: 'idle, % of a core', unit: '%', atMost: { accept: 2, stretch: 2 } },
  ],
};
