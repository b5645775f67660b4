import { availableParallelism } from 'node:os';
import type { Stage } from '../machine/stage.ts';
import type { System } from './system.ts';

const names = {
  gateways: 'gateways',
  timers: 'timer',
  routings: 'routing',
  config: 'config',
  postgres: 'Postgres',
  nats: 'nats-server',
} as const;

/**
 * Begins to measure the CPU of a system. The returned function gives, for each of `count` operations since then, the
 * microseconds of each part. It also gives the rate at which these use all processors of the machine: the system cannot be
 * faster, however little it waits. The load generators are not included.
 */
export function cpuMeter(system: System, { natsServer }: Stage): (count: number) => Record<string, number> {
  const before = system.cpu();
  return (count) => {
    const after = system.cpu();
    const parts = (Object.keys(names) as (keyof typeof names)[]).map((part) => {
      const label = part === 'nats' ? `${names[part]} ${natsServer.version}` : names[part];
      return { label: `${label}, CPU us each`, us: ((after[part] - before[part]) / count) * 1e6 };
    });
    const total = parts.reduce((sum, { us }) => sum + us, 0);
    return {
      ...Object.fromEntries(parts.map(({ label, us }) => [label, us])),
      'all, CPU us each': total,
      'at most with this CPU, /s': (availableParallelism() * 1e6) / total,
    };
  };
}
