import { newId, type Instant } from '@rejoin/kernel';
import { Database, type Sql } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/** A gateway process whose lease is older than this is taken for dead. */
export const leaseSeconds = 4;

/** Stores the leases of gateway processes. The database's clock decides when they expire. */
@Injectable()
export class LeasesStore {
  constructor(private readonly database: Database) {}

  /** Starts a new incarnation and returns its id. */
  async begin(): Promise<string> {
    const incarnation = newId();
    await this.database.query(
      `insert into gateways (incarnation, application) values ($1, current_setting('application_name'))`,
      [incarnation],
    );
    return incarnation;
  }

  /**
   * Renews a lease. Returns false when another gateway took this one for dead, so that its connections are no longer
   * its own.
   *
   * With `endsOthers`, the leases of dead gateways are ended, so that those gateways cannot renew them. Locked rows
   * are skipped, because two processes that resume from a freeze would otherwise wait for each other. A lease that was
   * renewed in the future, before the database's clock went back, begins a new term.
   *
   * The database sessions of dead gateways are terminated once, because a frozen process keeps the locks of its
   * transaction until Postgres notices that it is gone. A role may terminate its own sessions. A process that resumes
   * connects again.
   */
  async renew(sql: Sql, incarnation: string, endsOthers: boolean): Promise<boolean> {
    const renewed = await sql.query(
      `with dead as (
         select incarnation from gateways
         where $2 and incarnation <> $1 and swept_at is null
           and renewed_at < clock_timestamp() - make_interval(secs => $3) for update skip locked
       ), early as (
         select incarnation from gateways
         where $2 and incarnation <> $1 and swept_at is null
           and renewed_at > clock_timestamp() + make_interval(secs => $3) for update skip locked
       ), corrected as (
         update gateways g set renewed_at = clock_timestamp() from early where g.incarnation = early.incarnation
       ), taken as (
         update gateways g set swept_at = clock_timestamp() from dead where g.incarnation = dead.incarnation
         returning g.application
       ), ended as (
         select count(pg_terminate_backend(a.pid)) as sessions
         from taken join pg_stat_activity a on a.application_name = taken.application
         where a.usename = current_user and a.datname = current_database()
           and a.application_name <> current_setting('application_name')
       )
       update gateways set renewed_at = clock_timestamp()
       where incarnation = $1 and swept_at is null and (select sessions from ended) is not null returning 1`,
      [incarnation, endsOthers, leaseSeconds],
    );
    return renewed.length > 0;
  }

  /** Ends the lease of this process. Others sweep the connections that a late commit has left, and then forget it. */
  async end(incarnation: string): Promise<void> {
    await this.database.query(
      `update gateways set swept_at = clock_timestamp() where incarnation = $1 and swept_at is null`,
      [incarnation],
    );
  }

  /** Lists dead gateways whose connections may still have to be swept. */
  listDead(): Promise<{ incarnation: string; lostAt: Instant }[]> {
    return this.database.query(
      `select incarnation, date_trunc('milliseconds', renewed_at) as "lostAt" from gateways
       where swept_at is not null limit 100`,
    );
  }

  /** Deletes dead gateways that have no connections left and that cannot write any more. */
  async forget(): Promise<void> {
    await this.database.query(`delete from gateways g where ${canBeForgotten} and not ${hasConnections}`);
  }
}

/** A frozen process can resume inside a transaction. Postgres ends such a transaction long before this time. */
const canBeForgotten = `g.swept_at < clock_timestamp() - interval '2 minutes'`;

const hasConnections = `(
  exists (select from conversations where incarnations @> array[g.incarnation] and incarnations <> '{}')
  or exists (select from desks where incarnations @> array[g.incarnation] and incarnations <> '{}'))`;

/** An SQL condition that is true when a dead gateway must be swept or deleted. */
export const hasDeadGateway = `exists (
  select from gateways g where swept_at is not null and (${canBeForgotten} or ${hasConnections}))`;
