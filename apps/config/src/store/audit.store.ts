import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import { withoutSecrets, type Actor, type AuditEntry, type Change } from '../domain/audit';

/** Writes down who changed what, in the transaction of the change. Nothing secret gets in. */
export async function recordChange(tx: Tx, actor: Actor, at: Instant, change: Change): Promise<void> {
  await tx.query(
    `insert into audit_log (org, at, actor, account_id, what, thing_id, action, version, old, new)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb)`,
    [
      actor.org,
      at,
      actor.as,
      actor.accountId,
      change.what,
      change.id,
      change.action,
      change.version,
      JSON.stringify(withoutSecrets(change.old)),
      JSON.stringify(withoutSecrets(change.new)),
    ],
  );
}

export interface AuditPage {
  readonly what: string | null;
  readonly id: string | null;
  readonly beforeSeq: number | null;
  readonly limit: number;
}

/** The newest first; of one kind or one thing where the page says so. */
export function listChanges(sql: Sql, org: string, page: AuditPage): Promise<AuditEntry[]> {
  return sql.query<AuditEntry>(
    `select seq, at, json_build_object('as', actor, 'accountId', account_id) as by,
       what, thing_id as id, action, version, old, new
     from audit_log
     where org = $1 and ($2::text is null or what = $2) and ($3::text is null or thing_id = $3)
       and ($4::bigint is null or seq < $4)
     order by seq desc limit $5`,
    [org, page.what, page.id, page.beforeSeq, page.limit],
  );
}
