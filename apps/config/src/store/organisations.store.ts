import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';

export interface Organisation {
  readonly organisationId: string;
  readonly name: string;
  readonly version: number;
  readonly changedAt: Instant;
}

export async function findOrganisation(sql: Sql, org: string): Promise<Organisation | undefined> {
  const [row] = await sql.query<Organisation>(
    `select id as "organisationId", name, version, changed_at as "changedAt" from organisations where id = $1`,
    [org],
  );
  return row;
}

/**
 * Serialises changes of accounts. Rules over several accounts (unique logins, a remaining administrator) are checked
 * under this lock.
 */
export async function lockAccounts(tx: Tx, org: string): Promise<void> {
  await tx.query(`select from organisations where id = $1 for update`, [org]);
}
