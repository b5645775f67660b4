import type { Instant } from '@rejoin/kernel';
import { jsonById, type Sql, type Tx } from '@rejoin/persistence';

/** A link that a change creates or redeems in its own transaction. */
export interface LinkWrite {
  readonly linkId: string;
  readonly redeem: boolean;
  /** The hash of the secret that the claimant uses from now on. Set only when the link is redeemed. */
  readonly by: string | null;
}

/** Returns the writes for a return by link: the link is redeemed, and its successor is created. */
export function claimedLinks(claimant: {
  readonly linkId: string | null;
  readonly successorLinkId: string | null;
  readonly secretHash: string;
}): LinkWrite[] {
  const { linkId, successorLinkId, secretHash } = claimant;
  if (linkId === null) return [];
  const used = { linkId, redeem: true, by: secretHash };
  return successorLinkId === null ? [used] : [used, { linkId: successorLinkId, redeem: false, by: null }];
}

export interface LinkRow {
  readonly id: string;
  readonly conversationId: string;
  readonly widgetId: string;
  readonly redeemedBy: string | null;
}

export async function readLink(sql: Sql, linkId: string): Promise<LinkRow | undefined> {
  const [row] = await sql.query<LinkRow>(
    `select id, conversation_id as "conversationId", widget_id as "widgetId", redeemed_by as "redeemedBy"
     from links where id = $1`,
    [linkId],
  );
  return row;
}

/** Returns the redeemed links of a conversation, the latest first, at most 100. */
export async function readUsedLinks(sql: Sql, conversationId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from links where conversation_id = $1 and redeemed_at is not null order by redeemed_at desc limit 100`,
    [conversationId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Begins `redeemed_by` of a revoked link, before the account. For a redeemed link it is the hash of the claimant's secret,
 * which never begins like this.
 */
export const revokedPrefix = 'revoked:';

/**
 * Makes the links of a conversation that nobody has redeemed invalid, as if somebody else had redeemed them. Returns how
 * many there were. A return by one of them that was accepted before is not undone, but it gets no new link.
 */
export async function revokeLinks(tx: Tx, conversationId: string, accountId: string): Promise<number> {
  // A change of the conversation reads and redeems links under this lock.
  await tx.query(`select from conversations where id = $1 for update`, [conversationId]);
  const rows = await tx.query(
    `update links set redeemed_at = clock_timestamp(), redeemed_by = $2
     where conversation_id = $1 and redeemed_at is null returning id`,
    [conversationId, `${revokedPrefix}${accountId}`],
  );
  return rows.length;
}

/** A link with its conversation and widget. */
export interface LinkRecord extends LinkWrite {
  readonly conversationId: string;
  readonly widgetId: string;
}

export function writeLinks(tx: Tx, links: readonly LinkRecord[], now: Instant): void {
  const newLinks = links.filter((link) => !link.redeem);
  const redeemedLinks = links.filter((link) => link.redeem);
  if (newLinks.length > 0) {
    tx.write(
      `insert into links (id, conversation_id, widget_id, made_at)
       select id, conversation_id, widget_id, $4 from unnest($1::text[], $2::text[], $3::text[]) as l (id, conversation_id, widget_id)
       where not exists (select from links used where used.id = any($5) and used.conversation_id = l.conversation_id
         and starts_with(used.redeemed_by, '${revokedPrefix}'))`,
      [
        newLinks.map((link) => link.linkId),
        newLinks.map((link) => link.conversationId),
        newLinks.map((link) => link.widgetId),
        now,
        redeemedLinks.map((link) => link.linkId),
      ],
    );
  }
  if (redeemedLinks.length > 0) {
    tx.write(
      `update links set redeemed_at = $3, redeemed_by = $2::jsonb->>id where id = any($1) and redeemed_at is null`,
      [
        redeemedLinks.map((link) => link.linkId),
        jsonById(redeemedLinks.map((link) => [link.linkId, link.by])),
        now,
      ],
    );
  }
}

/** Returns which of the links that these changes redeem have been redeemed already. */
export async function readRedeemedLinks(
  tx: Tx,
  changes: readonly { links?: readonly LinkWrite[] }[],
): Promise<Set<string>> {
  const ids = changes
    .flatMap((change) => change.links ?? [])
    .flatMap((link) => (link.redeem ? [link.linkId] : []));
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    `select id from links where id = any($1) and redeemed_at is not null`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
