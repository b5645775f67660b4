import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';

/** A link that a change makes or redeems, written in the change's own transaction. */
export interface LinkWrite {
  readonly linkId: string;
  readonly redeem: boolean;
  /** Redeeming: the hash of the secret that the claimant goes on with. */
  readonly by: string | null;
}

/** What a claimant by link uses up, and what they get in its place. */
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

/** The conversation's links that were redeemed, at most 100 of them, the latest first. */
export async function readUsedLinks(sql: Sql, conversationId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from links where conversation_id = $1 and redeemed_at is not null order by redeemed_at desc limit 100`,
    [conversationId],
  );
  return rows.map(({ id }) => id);
}

/** The conversation of a link, and that one's widget. */
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
       select id, conversation_id, widget_id, $4 from unnest($1::text[], $2::text[], $3::text[]) as l (id, conversation_id, widget_id)`,
      [
        newLinks.map((link) => link.linkId),
        newLinks.map((link) => link.conversationId),
        newLinks.map((link) => link.widgetId),
        now,
      ],
    );
  }
  if (redeemedLinks.length > 0) {
    tx.write(
      `update links set redeemed_at = $3, redeemed_by = $2::jsonb->>id where id = any($1) and redeemed_at is null`,
      [
        redeemedLinks.map((link) => link.linkId),
        JSON.stringify(Object.fromEntries(redeemedLinks.map((link) => [link.linkId, link.by]))),
        now,
      ],
    );
  }
}

/** Of the links that these changes would redeem, those that are used up. */
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
