import type { Instant } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/** A gateway process that has not renewed its lease for this long is taken for dead. */
export const leaseSeconds = 4;

/** Leases of gateway processes, on the database's clock. */
@Injectable()
export class LeasesStore {
  constructor(private readonly database: Database) {}

  async begin(incarnation: string): Promise<void> {
    await this.database.query(`insert into gateways (incarnation) values ($1)`, [incarnation]);
  }

  /** False: it was taken for dead meanwhile, and its lines are no longer its own. */
  async renew(incarnation: string): Promise<boolean> {
    const renewed = await this.database.query(
      `update gateways set renewed_at = clock_timestamp() where incarnation = $1 and swept_at is null returning 1`,
      [incarnation],
    );
    return renewed.length > 0;
  }

  async end(incarnation: string): Promise<void> {
    await this.database.query(`delete from gateways where incarnation = $1`, [incarnation]);
  }

  /**
   * Forgets a swept one, once nothing that it had begun can be committed any more: a frozen process may thaw
   * inside a transaction, which Postgres ends after 60 s.
   */
  async forget(incarnation: string): Promise<void> {
    await this.database.query(
      `delete from gateways where incarnation = $1 and swept_at < clock_timestamp() - interval '2 minutes'`,
      [incarnation],
    );
  }

  /** Takes the dead out: from here on they can renew nothing. Gives those whose lines may be still to be swept. */
  async takeDead(): Promise<{ incarnation: string; lostAt: Instant }[]> {
    await this.database.query(
      `update gateways set swept_at = clock_timestamp()
       where swept_at is null and renewed_at < clock_timestamp() - make_interval(secs => $1)`,
      [leaseSeconds],
    );
    return this.database.query(
      `select incarnation, date_trunc('milliseconds', renewed_at) as "lostAt" from gateways where swept_at is not null limit 100`,
    );
  }
}
