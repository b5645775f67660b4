import type { Instant } from '@rejoin/kernel';
import { Database, deleteExpired, type Sql, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/**
 * Stores which sign-ins were ended early: for an account, the first version whose sign-ins are valid, and single
 * sign-ins that their user ended.
 */
@Injectable()
export class EndedSignInsStore {
  constructor(private readonly database: Database) {}

  async save(tx: Tx, before: ReadonlyMap<string, number>): Promise<void> {
    await tx.query(
      `insert into ended_sign_ins (account_id, before_version) select * from unnest($1::text[], $2::bigint[])
       on conflict (account_id) do update
       set before_version = greatest(ended_sign_ins.before_version, excluded.before_version)`,
      [[...before.keys()], [...before.values()]],
    );
  }

  /** Stores ended sign-ins with the time at which their tokens expire. Rows are deleted after that time. */
  async saveSingle(sql: Sql, ended: ReadonlyMap<string, Instant>): Promise<void> {
    if (ended.size === 0) return;
    await sql.query(
      `insert into ended_sign_ins_by_id (id, until)
       select * from unnest($1::text[], $2::timestamptz[]) as e (id, until) order by id on conflict do nothing`,
      [[...ended.keys()], [...ended.values()]],
    );
    await deleteExpired(sql, { table: 'ended_sign_ins_by_id', column: 'until', limit: 100 });
  }

  /** Returns which of these sign-ins their user ended. */
  async readSingle(signInIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ id: string }>(
      `select id from ended_sign_ins_by_id where id = any($1)`,
      [signInIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async read(accountIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ id: string; before: number }>(
      `select account_id as id, before_version as before from ended_sign_ins where account_id = any($1)`,
      [accountIds],
    );
    return new Map(rows.map(({ id, before }) => [id, before]));
  }
}
