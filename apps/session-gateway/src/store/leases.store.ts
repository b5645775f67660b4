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
    await this.database.query(
      `insert into gateways (incarnation, application) values ($1, current_setting('application_name'))`,
      [incarnation],
    );
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

  /**
   * Takes the dead out: from here on they can renew nothing, and what they had locked is free. Gives those
   * whose lines may be still to be swept.
   */
  async takeDead(): Promise<{ incarnation: string; lostAt: Instant }[]> {
    const taken = await this.database.query<{ application: string | null }>(
      `update gateways set swept_at = clock_timestamp()
       where swept_at is null and renewed_at < clock_timestamp() - make_interval(secs => $1)
       returning application`,
      [leaseSeconds],
    );
    if (taken.length > 0) await this.endConnections(taken.flatMap(({ application }) => application ?? []));
    return this.database.query(
      `select incarnation, date_trunc('milliseconds', renewed_at) as "lostAt" from gateways where swept_at is not null limit 100`,
    );
  }

  /**
   * Ends the sessions of processes that were taken for dead, once: a frozen one keeps the locks of its transaction
   * until Postgres hears that it is gone. Our role may end sessions of its own. A process that thaws connects anew.
   */
  private async endConnections(applications: readonly string[]): Promise<void> {
    await this.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = any($1::text[]) and usename = current_user and datname = current_database()
         and application_name <> current_setting('application_name')`,
      [applications],
    );
  }
}
