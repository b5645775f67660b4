import { totalmem } from 'node:os';

const megabyte = 1024 * 1024;

/**
 * Returns the settings of the Postgres that this project starts: for many short transactions on a solid-state disk, beside
 * the services. Settings that make a commit durable stay unchanged. A Postgres of the operator is not changed.
 */
export function postgresSettings(memoryBytes = totalmem()): Record<string, string> {
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, memoryBytes / megabyte / part)))}MB`;
  return {
    // The default, 128 MB, is smaller than the indexes of a busy day. The memory is allocated as it is used.
    shared_buffers: share(8, 128, 2_048),
    // This allocates nothing. It tells the planner how much the system caches.
    effective_cache_size: share(2, 256, 65_536),
    // After each checkpoint the first write of every page is logged as a whole page, so checkpoints are rare and spread
    // out. Recovery after a crash reads at most this much.
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    // Whole pages in the WAL are compressed, because syncing the bytes costs more than the CPU time.
    wal_compression: 'on',
    // Random reads cost nearly as little as sequential ones, so the planner uses indexes.
    random_page_cost: '1.1',
    // No statement runs long enough to be worth compiling.
    jit: 'off',
    // This shows an operator whether the disk is slow. Reading the clock costs tens of nanoseconds.
    track_io_timing: 'on',
  };
}
