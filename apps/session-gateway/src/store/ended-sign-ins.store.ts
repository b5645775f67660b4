import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/** From which version of an account on its sign-ins hold, for those of whose sign-ins some were ended. */
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

  async read(accountIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ id: string; before: number }>(
      `select account_id as id, before_version as before from ended_sign_ins where account_id = any($1)`,
      [accountIds],
    );
    return new Map(rows.map(({ id, before }) => [id, before]));
  }
}
