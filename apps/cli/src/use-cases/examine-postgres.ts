import type { ServiceName } from '@rejoin/contracts';
import { checkClock, checkVersion } from '../domain/check-versions';
import { checkMigrations } from '../domain/check-migrations';
import { checkBacklog, checkIndexes, checkRoles, checkServer } from '../domain/check-postgres';
import type { Finding } from '../domain/finding';
import {
  readBacklog,
  readClock,
  readInvalidIndexes,
  readMigrations,
  readRoles,
  readServer,
} from '../store/health.store';
import { expectedMigrations, serviceSchemas } from '../store/expected-migrations';
import { reading, type Reader } from '../store/reading';

const services = Object.keys(serviceSchemas) as ServiceName[];
const schemaOf = (service: ServiceName) => service.replaceAll('-', '_') as never;

/** Examines Postgres with one connection that can only read. */
export function examinePostgres(url: string): Promise<readonly Finding[]> {
  return reading(url, async (sql) => {
    const server = await readServer(sql);
    const applied = await readMigrations(sql);
    return [
      checkVersion('postgres.version', 'postgres', server.version.split(' ')[0] ?? ''),
      ...checkServer(server),
      await compareClocks(sql),
      ...checkMigrations(
        services.map((service) => ({
          service,
          expected: expectedMigrations(service),
          applied: applied.get(schemaOf(service)),
        })),
      ),
      ...checkIndexes(await readInvalidIndexes(sql)),
      ...checkRoles(services, await readRoles(sql)),
      ...checkBacklog(await readBacklog(sql, [...applied.keys()])),
    ];
  });
}

/** Compares the clock of this host with that of Postgres. The shortest of five round trips is the most exact. */
async function compareClocks(sql: Reader): Promise<Finding> {
  let best = { aheadMs: 0, errorMs: Infinity };
  for (let i = 0; i < 5; i++) {
    const before = Date.now();
    const theirs = await readClock(sql);
    const after = Date.now();
    const errorMs = (after - before) / 2;
    if (errorMs < best.errorMs) best = { aheadMs: (before + after) / 2 - theirs, errorMs };
  }
  return checkClock('this host', best.aheadMs / 1000, best.errorMs / 1000);
}
