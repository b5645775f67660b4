import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';

/** Ends a sign-in; false when it was ended already. Each call also deletes some rows whose tokens have expired. */
export async function insertEndedSignIn(tx: Tx, signInId: string, until: Instant): Promise<boolean> {
  await tx.query(
    `delete from ended_sign_ins where id in (
       select id from ended_sign_ins where until < clock_timestamp() order by until limit 20 for update skip locked)`,
  );
  const rows = await tx.query(
    `insert into ended_sign_ins (id, until) values ($1, $2) on conflict do nothing returning id`,
    [signInId, until],
  );
  return rows.length > 0;
}

export async function isEndedSignIn(sql: Sql, signInId: string): Promise<boolean> {
  return (await sql.query(`select from ended_sign_ins where id = $1`, [signInId])).length > 0;
}
