import { newId, type Instant } from '@rejoin/kernel';
import { Database, type Sql } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/** A gateway process that has not renewed its lease for this long is taken for dead. */
export const leaseSeconds = 4;

/** Leases of gateway processes, on the database's clock. */
@Injectable()
export class LeasesStore {
  constructor(private readonly database: Database) {}

  /** A new life. Gives its id. */
  async begin(): Promise<string> {
    const incarnation = newId();
    await this.database.query(
      `insert into gateways (incarnation, application) values ($1, current_setting('application_name'))`,
      [incarnation],
    );
    return incarnation;
  }

  /**
   * False: it was taken for dead meanwhile, and its lines are no longer its own. With `judges` it takes out the dead:
   * from here on they can renew nothing. It waits for none of them, since two that thaw together would wait for each other.
   *
   * The database sessions of the dead are ended, once: a frozen process keeps the locks of its transaction until
   * Postgres hears that it is gone. Our role may end sessions of its own. A process that thaws connects anew.
   */
  async renew(sql: Sql, incarnation: string, endsOthers: boolean): Promise<boolean> {
    const renewed = await sql.query(
      `with dead as (
         select incarnation from gateways
         where $2 and incarnation <> $1 and swept_at is null
           and renewed_at < clock_timestamp() - make_interval(secs => $3) for update skip locked
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

  async end(incarnation: string): Promise<void> {
    await this.database.query(`delete from gateways where incarnation = $1`, [incarnation]);
  }

  /** The dead whose lines may be still to be swept. */
  listDead(): Promise<{ incarnation: string; lostAt: Instant }[]> {
    return this.database.query(
      `select incarnation, date_trunc('milliseconds', renewed_at) as "lostAt" from gateways
       where swept_at is not null limit 100`,
    );
  }

  /** Forgets the dead of whom nothing can come any more, and who have left no line. */
  async forget(): Promise<void> {
    await this.database.query(`delete from gateways g where ${canBeForgotten} and not ${hasConnections}`);
  }
}

/** A frozen process may thaw inside a transaction, which Postgres ends long before this. */
const canBeForgotten = `g.swept_at < clock_timestamp() - interval '2 minutes'`;

const hasConnections = `(
  exists (select from conversations where incarnations @> array[g.incarnation] and incarnations <> '{}')
  or exists (select from desks where incarnations @> array[g.incarnation] and incarnations <> '{}'))`;

/** Whether a dead gateway is to be swept, or forgotten. */
export const hasDeadGateway = `exists (
  select from gateways g where swept_at is not null and (${canBeForgotten} or ${hasConnections}))`;
