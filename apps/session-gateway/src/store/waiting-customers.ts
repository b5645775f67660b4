import { firstWordsAtMost } from '@rejoin/contracts';
import type { Sql } from '@rejoin/persistence';

/** What agents see of a waiting customer: the name and the beginning of the first message. */
export interface WaitingCustomer {
  readonly customerName: string | null;
  readonly firstWords: string | null;
}

export const unknownCustomer: WaitingCustomer = { customerName: null, firstWords: null };

/**
 * Reads the waiting customers of conversations by conversation id. The database cuts long messages, so no more is
 * sent than is shown.
 */
export async function readWaitingCustomers(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<Map<string, WaitingCustomer>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await sql.query<WaitingCustomer & { id: string }>(
    `select c.id, c.customer_name as "customerName", e.words as "firstWords"
     from conversations c left join lateral (
       select left(text, $2) as words from entries
       where conversation_id = c.id and kind = 'message' and sender = 'customer' and visibility = 'public'
       order by seq limit 1) e on true
     where c.id = any($1)`,
    [conversationIds, firstWordsAtMost],
  );
  return new Map(rows.map(({ id, customerName, firstWords }) => [id, { customerName, firstWords }]));
}
