import type { Orm, Sql, Tx } from '@rejoin/persistence';
import { OrganisationEntity, type Organisation } from './config.entities';

export function findOrganisation({ manager }: Orm, organisationId: string): Promise<Organisation | null> {
  return manager.findOneBy(OrganisationEntity, { organisationId });
}

/** Whether people can sign in with a password. */
export async function passwordsAreOn(sql: Sql, org: string): Promise<boolean> {
  const [row] = await sql.query<{ passwords: boolean }>(`select passwords from organisations where id = $1`, [
    org,
  ]);
  return row?.passwords ?? true;
}

/**
 * Serialises changes of accounts. Rules over several accounts (unique logins, a remaining administrator) are checked
 * under this lock.
 */
export async function lockAccounts(tx: Tx, org: string): Promise<void> {
  await tx.query(`select from organisations where id = $1 for update`, [org]);
}
