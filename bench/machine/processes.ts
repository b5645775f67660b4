import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * Reads the parent and the seconds of CPU (of the process and of its ended children) from the text of
 * `/proc/<pid>/stat`. The name in it may contain anything.
 */
export function parseStat(text: string): { parent: number; cpuSeconds: number } {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { parent: Number(fields[1]), cpuSeconds: ticks / ticksPerSecond };
}

/** The bytes in the line `name:` of a `/proc/<pid>/smaps_rollup` or `/proc/<pid>/status`. */
export function parseKilobytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? NaN) * 1024;
}

/** The seconds of CPU that these processes and their descendants have used so far. */
export function cpuSeconds(roots: readonly number[]): number {
  const all = new Map<number, { parent: number; cpuSeconds: number }>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined;
    if (stat !== undefined) all.set(Number(name), parseStat(stat));
  }
  const belongs = (pid: number): boolean => {
    if (roots.includes(pid)) return true;
    const parent = all.get(pid)?.parent ?? 0;
    return parent > 1 && belongs(parent);
  };
  return [...all].filter(([pid]) => belongs(pid)).reduce((sum, [, stat]) => sum + stat.cpuSeconds, 0);
}

/** The memory of a process. Each shared page is divided by the number of processes that share it. */
export function proportionalBytes(pid: number): number {
  return parseKilobytes(read(`/proc/${pid}/smaps_rollup`) ?? '', 'Pss');
}

export function residentBytes(pid: number): number {
  return parseKilobytes(read(`/proc/${pid}/status`) ?? '', 'VmRSS');
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
