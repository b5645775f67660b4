import type { Reader } from './reading';

/** What routing and the timer store about a conversation. */
export interface Records {
  readonly windows: readonly object[];
  readonly ledger: readonly object[];
  readonly holds: readonly object[];
}

/** Reads the windows, the ledger of capacity and the holds of a conversation. They have ids and times only. */
export async function readRecords(sql: Reader, conversationId: string): Promise<Records> {
  const rowsOf = async (table: string, order: string) => {
    const rows = await sql.query<{ row: object }>(
      `select to_jsonb(t) as row from ${table} t where conversation_id = $1 order by ${order} limit 10000`,
      [conversationId],
    );
    return rows.map(({ row }) => row);
  };
  return {
    windows: await rowsOf('reconnection_timer.windows', 'epoch'),
    ledger: await rowsOf('routing.capacity_ledger', 'id'),
    holds: await rowsOf('routing.holds', 'id'),
  };
}
