import type { Sql } from '@rejoin/persistence';
import type { VariableValues } from '../domain/variables';

/** Returns the values of the variables in a message of this agent; undefined if the agent does not serve the conversation. */
export async function readVariables(
  sql: Sql,
  conversationId: string,
  agentId: string,
): Promise<VariableValues | undefined> {
  const [values] = await sql.query<Record<string, string | null>>(
    `select c.customer_name as "customer.name", d.display_name as "agent.name",
       w.settings->>'name' as "workstream.name"
     from conversations c
     left join desks d on d.agent_id = $2
     left join workstreams w on w.id = c.session->>'workstreamId'
     where c.id = $1 and c.session->>'agentId' = $2`,
    [conversationId, agentId],
  );
  return values;
}
