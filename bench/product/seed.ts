import type { System } from './system.ts';

const schemas = ['session_gateway', 'routing', 'reconnection_timer'];

/** The columns by which a row belongs to a conversation. */
const keys: Readonly<Record<string, string>> = {
  conversations: 'id',
  fact_versions: 'aggregate_id',
  applied_versions: 'aggregate_id',
};
const leftOut = ['outbox', 'parked_facts'];

/** The differences between a copy and its template. `n` numbers the copies. */
interface Copies {
  readonly prefix: string;
  readonly count: number;
  /** The agent to which the copies belong. When it is left out, it is the agent of the template. */
  readonly agents?: number;
}

/**
 * Copies all rows of one conversation from the services' tables, under new ids. This creates the history of a
 * large installation in seconds. The tables are found by their columns, so that new tables are copied too.
 */
export async function copyConversation(system: System, template: string, copies: Copies): Promise<void> {
  for (const schema of schemas) {
    const columns = await system.query<{ table: string; column: string }>(
      `select table_name as "table", column_name as "column" from information_schema.columns
       where table_schema = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
      [schema],
    );
    for (const table of new Set(columns.map((one) => one.table))) {
      const names = columns.filter((one) => one.table === table).map(({ column }) => column);
      const key = keys[table] ?? 'conversation_id';
      if (leftOut.includes(table) || !names.includes(key)) continue;
      const values = names.map((name) => valueOf(name, key, table, copies));
      await system.query(
        `insert into ${schema}.${table} (${names.map((name) => `"${name}"`).join(', ')})
         select ${values.join(', ')} from ${schema}.${table} t, generate_series(1, ${copies.count}) n where t."${key}" = $1`,
        [template],
      );
    }
  }
  await system.query('analyze');
}

function valueOf(column: string, key: string, table: string, { prefix, agents }: Copies): string {
  if (column === key) return `'${prefix}-' || n`;
  if (column === 'start_hash' || (table === 'links' && column === 'id'))
    return `t."${column}" || '-${prefix}-' || n`;
  if (agents === undefined) return `t."${column}"`;
  const agent = `'${prefix}-agent-' || n % ${agents}`;
  if (column === 'agent_id') return `case when t.agent_id is null then null else ${agent} end`;
  if (column === 'session') return `jsonb_set(t.session, '{agentId}', to_jsonb(${agent}))`;
  return `t."${column}"`;
}

/** Adds entries to the transcripts of copies, fifty to each. */
export async function addEntries(system: System, prefix: string, count: number): Promise<void> {
  await system.query(
    `insert into session_gateway.entries (conversation_id, seq, kind, sender, client_id, text, locale, at)
     select '${prefix}-' || n / 50, 1000 + n % 50, 'message', 'customer', 'seed-' || n, 'What was said long ago.', 'en', now()
     from generate_series(1, $1::int) n`,
    [count],
  );
  await system.query('analyze session_gateway.entries');
}

/** Adds available agents as copies of an available one. No desk is connected for them. */
export async function copyAgent(
  system: System,
  template: string,
  count: number,
  prefix: string,
): Promise<void> {
  const columns = await system.query<{ column: string }>(
    `select column_name as "column" from information_schema.columns
     where table_schema = 'routing' and table_name = 'agents' and is_generated = 'NEVER'`,
  );
  const names = columns.map(({ column }) => column);
  const changed: Record<string, string> = { id: `'${prefix}-' || n`, used_units: '0' };
  await system.query(
    `insert into routing.agents (${names.join(', ')})
     select ${names.map((name) => changed[name] ?? `t.${name}`).join(', ')}
     from routing.agents t, generate_series(1, $2::int) n where t.id = $1`,
    [template, count],
  );
  await system.query('analyze routing.agents');
}
