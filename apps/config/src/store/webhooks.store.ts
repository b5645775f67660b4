import type { WebhookOffReason, WebhookSettings } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { instantSql, type Sql, type Tx } from '@rejoin/persistence';
import type { SealedRow } from '../domain/sealed-row';
import type { Versioned } from '../domain/replacement';
import { anyCase } from './any-case';
import { pageClauses, type Listed } from './list-page';

/** The public part of a secret. */
interface SavedWebhookSecret {
  readonly secretId: string;
  /** Its last four characters. */
  readonly hint: string;
  readonly createdAt: Instant;
  /** Null until another secret replaces it. */
  readonly expiresAt: Instant | null;
}

export interface SavedWebhook extends Versioned<WebhookSettings> {
  readonly id: string;
  readonly changedAt: Instant;
  readonly activeSince: Instant;
  readonly offBecause: WebhookOffReason | null;
  /** The secrets that sign, the oldest first. */
  readonly secrets: readonly SavedWebhookSecret[];
}

/** The numbers of undelivered events. */
export interface Backlog {
  readonly waiting: number;
  readonly deadLetters: number;
}

const columns = `id, version,
  jsonb_build_object('name', name, 'url', url, 'eventTypes', event_types, 'active', active) as value,
  changed_at as "changedAt", active_since as "activeSince", off_because as "offBecause",
  coalesce((select jsonb_agg(jsonb_build_object('secretId', s.id, 'hint', hint, 'createdAt', ${instantSql('created_at')},
      'expiresAt', ${instantSql('expires_at')}) order by created_at, s.id)
    from webhook_secrets s where s.org = w.org and s.webhook_id = w.id
      and (expires_at is null or expires_at > clock_timestamp())), '[]') as secrets`;
const backlog = `
  (select count(*) from webhook_deliveries d
    where d.org = w.org and d.webhook_id = w.id and d.state <> 'delivered') as waiting,
  (select count(*) from webhook_deliveries d
    where d.org = w.org and d.webhook_id = w.id and d.state = 'dead') as "deadLetters"`;

export async function findWebhook(sql: Sql, org: string, id: string): Promise<SavedWebhook | undefined> {
  const [row] = await sql.query<SavedWebhook>(
    `select ${columns} from webhooks w where org = $1 and id = $2 and deleted_at is null`,
    [org, id],
  );
  return row;
}

/**
 * Like {@link findWebhook}, but for a change: other changes wait until the transaction ends. Facts can still be
 * queued.
 */
export async function lockWebhook(tx: Tx, org: string, id: string): Promise<SavedWebhook | undefined> {
  await tx.query(`select from webhooks where org = $1 and id = $2 for no key update`, [org, id]);
  return findWebhook(tx, org, id);
}

export async function findListedWebhook(
  sql: Sql,
  org: string,
  id: string,
): Promise<(SavedWebhook & Backlog) | undefined> {
  const [row] = await sql.query<SavedWebhook & Backlog>(
    `select ${columns}, ${backlog} from webhooks w where org = $1 and id = $2 and deleted_at is null`,
    [org, id],
  );
  return row;
}

/** Ids are in the order of their creation. */
const sorts = { createdAt: 'id', name: 'lower(name)', changedAt: 'changed_at' };

export function listWebhooks(sql: Sql, org: string, listed: Listed): Promise<(SavedWebhook & Backlog)[]> {
  const { isAfter, inOrder } = pageClauses('webhooks', sorts, listed);
  return sql.query(
    `select ${columns}, ${backlog} from webhooks w
     where org = $1 and deleted_at is null and ${isAfter}
       and ($3::text is null or name ~ $3 or url ~ $3)
       and ($4::boolean is null or active = $4)
     order by ${inOrder} limit $5`,
    [org, listed.afterId, anyCase(listed.search), listed.active ?? null, listed.limit],
  );
}

/** Counts them under a lock: creating or activating another one waits until the transaction ends. */
export async function lockCounts(tx: Tx, org: string): Promise<{ all: number; active: number }> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('rejoin:webhooks:' || $1, 0))`, [org]);
  const [row] = await tx.query<{ all: number; active: number }>(
    `select count(*) as all, count(*) filter (where active) as active from webhooks
     where org = $1 and deleted_at is null`,
    [org],
  );
  return row ?? { all: 0, active: 0 };
}

/** The instant since which there has been an active endpoint; now when there is none. */
export async function firstActiveSince(sql: Sql): Promise<Instant> {
  const [row] = await sql.query<{ since: Instant }>(
    `select coalesce(min(active_since), clock_timestamp()) as since from webhooks where active`,
  );
  if (!row) throw new Error('an aggregate has one row');
  return row.since;
}

/** Saves all of it except its secrets. */
export async function saveWebhookRow(
  tx: Tx,
  org: string,
  { id, version, value, changedAt, activeSince, offBecause }: Omit<SavedWebhook, 'secrets'>,
): Promise<void> {
  await tx.query(
    `insert into webhooks (org, id, version, name, url, event_types, active, active_since, off_because, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (org, id) do update set version = excluded.version, name = excluded.name, url = excluded.url,
       event_types = excluded.event_types, active = excluded.active, active_since = excluded.active_since,
       off_because = excluded.off_because, changed_at = excluded.changed_at`,
    [
      ...[org, id, version, value.name, value.url, value.eventTypes],
      ...[value.active, activeSince, offBecause, changedAt],
    ],
  );
}

/** Deletes it with its secrets, so that nothing is queued or sent from now on. Tidying deletes its deliveries. */
export async function deleteWebhook(tx: Tx, org: string, id: string): Promise<void> {
  await tx.query(
    `update webhooks set active = false, deleted_at = clock_timestamp() where org = $1 and id = $2`,
    [org, id],
  );
  await tx.query(`delete from webhook_secrets where org = $1 and webhook_id = $2`, [org, id]);
}

export async function insertWebhookSecret(
  tx: Tx,
  org: string,
  webhookId: string,
  { secretId, hint, createdAt }: SavedWebhookSecret,
  sealed: string,
): Promise<void> {
  await tx.query(
    `insert into webhook_secrets (org, webhook_id, id, sealed, hint, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [org, webhookId, secretId, sealed, hint, createdAt],
  );
}

/** Limits the end of every secret to this instant, and deletes the secrets that have ended. */
export async function expireWebhookSecrets(
  tx: Tx,
  org: string,
  webhookId: string,
  at: Instant,
): Promise<void> {
  await tx.query(
    `update webhook_secrets set expires_at = least(expires_at, $3::timestamptz) where org = $1 and webhook_id = $2`,
    [org, webhookId, at],
  );
  await tx.query(
    `delete from webhook_secrets where org = $1 and webhook_id = $2 and expires_at <= clock_timestamp()`,
    [org, webhookId],
  );
}

/** The encrypted secrets that sign now, the newest first. */
export async function sealedSecrets(sql: Sql, org: string, webhookId: string): Promise<string[]> {
  const rows = await sql.query<{ sealed: string }>(
    `select sealed from webhook_secrets where org = $1 and webhook_id = $2
       and (expires_at is null or expires_at > clock_timestamp()) order by created_at desc, id desc`,
    [org, webhookId],
  );
  return rows.map(({ sealed }) => sealed);
}

/** The encrypted secrets in the order of their keys, after the secret `[org, webhook, id]`. */
export function sealedWebhookSecrets(
  sql: Sql,
  after: readonly string[] | null,
  most: number,
): Promise<SealedRow[]> {
  const [org = '', webhookId = '', id = ''] = after ?? [];
  return sql.query<SealedRow>(
    `select array[org, webhook_id, id] as id, webhook_id as owner, sealed from webhook_secrets
     where (org, webhook_id, id) > ($1, $2, $3) order by org, webhook_id, id limit $4`,
    [org, webhookId, id, most],
  );
}

export async function replaceSealedSecret(sql: Sql, { id, sealed }: SealedRow, by: string): Promise<void> {
  await sql.query(
    `update webhook_secrets set sealed = $5 where org = $1 and webhook_id = $2 and id = $3 and sealed = $4`,
    [...id, sealed, by],
  );
}
