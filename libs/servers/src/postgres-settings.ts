import { totalmem } from 'node:os';

const megabyte = 1024 * 1024;

/**
 * How our own Postgres is set up, beyond what it needs to start: as somebody would who knows that it keeps many short
 * transactions, on a disk without moving parts, beside the services. Everything that makes a commit durable stays as it is.
 * A Postgres of the operator's is not touched.
 */
export function postgresSettings(memoryBytes = totalmem()): Record<string, string> {
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, memoryBytes / megabyte / part)))}MB`;
  return {
    // The default, 128 MB, is less than the indexes of a busy day. It is taken as it is used.
    shared_buffers: share(8, 128, 2_048),
    // Nothing is taken: the planner is told what the system caches.
    effective_cache_size: share(2, 256, 65_536),
    // Each checkpoint makes the next write of every page go to the log whole: few of them, spread out. A restart after a
    // crash reads at most so much.
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    // Whole pages in the log are compressed: the bytes to sync cost more than the CPU.
    wal_compression: 'on',
    // Pages anywhere on the disk cost nearly the same, so an index is not avoided.
    random_page_cost: '1.1',
    // No statement runs long enough to be worth compiling.
    jit: 'off',
    // Tells an operator whether it is the disk. Reading the clock costs tens of nanoseconds.
    track_io_timing: 'on',
  };
}
