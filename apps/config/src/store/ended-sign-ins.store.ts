import type { Instant } from '@rejoin/kernel';
import { deleteExpired, type Sql, type Tx } from '@rejoin/persistence';

/** Ends a sign-in; false when it was ended already. Each call also deletes some rows whose tokens have expired. */
export async function insertEndedSignIn(tx: Tx, signInId: string, until: Instant): Promise<boolean> {
  await deleteExpired(tx, { table: 'ended_sign_ins', column: 'until', limit: 20 });
  const rows = await tx.query(
    `insert into ended_sign_ins (id, until) values ($1, $2) on conflict do nothing returning id`,
    [signInId, until],
  );
  return rows.length > 0;
}

export async function isEndedSignIn(sql: Sql, signInId: string): Promise<boolean> {
  return (await sql.query(`select from ended_sign_ins where id = $1`, [signInId])).length > 0;
}
