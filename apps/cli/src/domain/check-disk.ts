import { ok, problem, warning, type Finding } from './finding';

const [almostFull, low] = [0.05, 0.15];

/** Checks the free part of a disk, or of the room that JetStream may use. */
export function checkRoom(of: string, free: number, total: number): Finding {
  const part = total > 0 ? free / total : 0;
  const what = `${of} has ${gigabytes(free)} of ${gigabytes(total)} free`;
  if (part < almostFull)
    return problem(
      'disk',
      what,
      'Make room now: Postgres and NATS stop taking facts on a full disk. Restart NATS afterwards.',
    );
  if (part < low) return warning('disk', what, 'Make room, or give it a larger disk.');
  return ok('disk', what);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
