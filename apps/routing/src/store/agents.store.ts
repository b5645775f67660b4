import type { Instant } from '@rejoin/kernel';
import type { Presence } from '@rejoin/contracts';
import type { Sql, Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Agent } from '../domain/agent';
import { fromAbleAgents, isOfferable, queueOrder } from './queue-sql';

export interface LockedAgent extends Agent {
  readonly lastAssignedAt: Instant | null;
}

/** An agent with the used units that are on hold or in wrap-up. */
export interface AgentStanding extends Agent {
  readonly heldUnits: number;
  readonly wrapUpUnits: number;
}

export interface AgentLoad extends Agent {
  readonly conversations: number;
  readonly heldUnits: number;
}

export interface AgentLoadQuery {
  readonly workstreamId: string | null;
  readonly afterAgentId: string | null;
  readonly limit: number;
  readonly presence: Presence | null;
  readonly agentIds: readonly string[] | null;
  readonly order: 'id' | 'busy' | 'free';
}

/** Returns the SQL sort key of an order. The id is the last criterion. */
function sortKeyOf(order: AgentLoadQuery['order']): string {
  const signedIn = `case line when 'live' then 0 when 'lost' then 1 else 2 end`;
  switch (order) {
    case 'id':
      return 'array[0]';
    case 'busy':
      return `array[${signedIn}, -used_units]`;
    case 'free':
      return `array[${signedIn}, -free_units]`;
  }
}

@Injectable()
export class AgentsStore {
  /**
   * Locks these agents and the agents of these conversations, also those who are offered them, in id order. The caller has
   * locked the conversations, because conversations are locked before agents. Unknown ids are left out, and with `onlyFree`
   * also agents whom another transaction has locked.
   */
  async lock(
    tx: Tx,
    ids: readonly string[],
    conversationIds: readonly string[] = [],
    onlyFree = false,
  ): Promise<Map<string, LockedAgent>> {
    if (ids.length + conversationIds.length === 0) return new Map();
    const rows = await tx.query<LockedAgent>(
      `select ${columns} from agents
       where id = any($1 || array(
         select coalesce(agent_id, offered_to) from conversations
         where id = any($2) and coalesce(agent_id, offered_to) is not null))
       order by id for update${onlyFree ? ' skip locked' : ''}`,
      [ids, conversationIds],
    );
    return new Map(rows.map((agent) => [agent.agentId, agent]));
  }

  /**
   * Locks agents who can take conversations of a queue: the agents with the most free units, one for each of the first
   * waiting conversations and one more, because a conversation may have just left the first agent, and as many more as
   * have declined or missed one of them. Preferred agents are locked too. With `onlyFree` it leaves out agents whom another
   * transaction has locked.
   */
  async lockWithFreeUnits(
    tx: Tx,
    workstreamId: string,
    waiting: number,
    onlyFree: boolean,
  ): Promise<LockedAgent[]> {
    return tx.query<LockedAgent>(
      `with offered as materialized (
         select preferred_agent_id, cardinality(passed_by) as passed
         from conversations where workstream_id = $1 and ${isOfferable}
         order by ${queueOrder()} limit $2),
       able as not materialized (
         select a.id, a.free_units, a.last_assigned_at ${fromAbleAgents})
       select ${columns} from agents where id in (
         (select id from able order by free_units desc, last_assigned_at nulls first
          limit (select count(*) + 1 + coalesce(max(passed), 0) from offered))
         union
         select id from able where id in (select preferred_agent_id from offered))
       order by id for update${onlyFree ? ' skip locked' : ''}`,
      [workstreamId, waiting],
    );
  }

  async find(sql: Sql, id: string): Promise<Agent | undefined> {
    const [row] = await sql.query<Agent>(`select ${columns} from agents where id = $1`, [id]);
    return row;
  }

  /** Writes the state of agents except their units, which only {@link CapacityStore} changes. */
  save(tx: Tx, agents: readonly Agent[]): void {
    if (agents.length === 0) return;
    tx.write(saveSql, [
      JSON.stringify(
        agents.map((agent) => ({
          id: agent.agentId,
          active: agent.active,
          max_units: agent.maxUnits,
          default_presence: agent.defaultPresence,
          workstream_ids: agent.workstreamIds,
          line: agent.connection,
          chosen: agent.chosenPresence,
          keeps_choice: agent.keepsChosenPresence,
          epoch: agent.epoch,
          lost_epoch: agent.lostEpoch,
        })),
      ),
    ]);
  }

  /**
   * Returns active agents in the requested order, with their conversations. A page begins after the current position of an
   * agent, so an agent who has moved since the last page may appear twice or not at all.
   */
  async loads(sql: Sql, query: AgentLoadQuery): Promise<AgentLoad[]> {
    const { workstreamId, afterAgentId, limit, presence, agentIds, order } = query;
    return sql.query<AgentLoad>(
      `select a.*, c.* from (
         select ${columns}, ${sortKeyOf(order)} as place from agents
         where active and ($1::text is null or $1 = any(workstream_ids))
           and ($2::text is null or (${sortKeyOf(order)}, id) > (select ${sortKeyOf(order)}, id from agents where id = $2))
           and ($4::text is null or $4 = case line when 'live' then chosen else 'offline' end)
           and ($5::text[] is null or id = any($5))
         order by place, id limit $3) as a
       cross join lateral (
         select count(*) as conversations, coalesce(sum(units) filter (where slot = 'held'), 0) as "heldUnits"
         from conversations where agent_id = a."agentId") as c
       order by a.place, a."agentId"`,
      [workstreamId, afterAgentId, limit, presence, agentIds],
    );
  }

  /** Counts the agents of each workstream who are available. */
  async availableOf(
    sql: Sql,
    workstreamIds: readonly string[],
  ): Promise<{ workstreamId: string; agents: number }[]> {
    return sql.query(
      `select w.id as "workstreamId",
         (select count(*) from agents where available and w.id = any(workstream_ids)) as agents
       from unnest($1::text[]) with ordinality as w (id, place) order by w.place`,
      [workstreamIds],
    );
  }

  /** Returns presence and capacity of these agents, with the units on hold and in wrap-up. */
  async standings(sql: Sql, agentIds: readonly string[]): Promise<AgentStanding[]> {
    return sql.query<AgentStanding>(
      `select a.*, c.* from (select unnest($1::text[]) as id) as w
       cross join lateral (select ${columns} from agents where id = w.id offset 0) as a
       cross join lateral (
         select coalesce(sum(units) filter (where slot = 'held'), 0) as "heldUnits",
           coalesce(sum(units) filter (where slot = 'wrap-up'), 0) as "wrapUpUnits"
         from conversations where agent_id = w.id) as c`,
      [agentIds],
    );
  }

  /** Returns available agents who share a workstream with this agent, those with the most free units first. */
  async colleaguesOf(
    sql: Sql,
    agentId: string,
    limit: number,
  ): Promise<{ agentId: string; presence: Presence; freeUnits: number }[]> {
    return sql.query(
      `select id as "agentId", chosen as presence, free_units as "freeUnits" from agents
       where available and id <> $1 and workstream_ids && (select workstream_ids from agents where id = $1)
       order by free_units desc, last_assigned_at nulls first limit $2`,
      [agentId, limit],
    );
  }
}

const columns = `id as "agentId", active, max_units as "maxUnits", used_units as "usedUnits",
  default_presence as "defaultPresence", workstream_ids as "workstreamIds", line as connection, chosen as "chosenPresence",
  keeps_choice as "keepsChosenPresence", epoch, lost_epoch as "lostEpoch", last_assigned_at as "lastAssignedAt"`;

// The rows are passed as JSON, because unnest would flatten the arrays of workstream ids.
const saveSql = `
  insert into agents (id, active, max_units, default_presence, workstream_ids, line, chosen, keeps_choice, epoch, lost_epoch)
  select id, active, max_units, default_presence, workstream_ids, line, chosen, keeps_choice, epoch, lost_epoch
  from jsonb_to_recordset($1::jsonb) as a (id text, active boolean, max_units integer, default_presence text,
    workstream_ids text[], line text, chosen text, keeps_choice boolean, epoch integer, lost_epoch integer)
  order by id
  on conflict (id) do update set active = excluded.active, max_units = excluded.max_units,
    default_presence = excluded.default_presence, workstream_ids = excluded.workstream_ids,
    line = excluded.line, chosen = excluded.chosen, keeps_choice = excluded.keeps_choice, epoch = excluded.epoch, lost_epoch = excluded.lost_epoch`;
