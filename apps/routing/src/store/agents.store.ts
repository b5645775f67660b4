import type { Instant } from '@rejoin/kernel';
import type { Presence } from '@rejoin/contracts';
import type { Sql, Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Agent } from '../domain/agent';

export interface LockedAgent extends Agent {
  readonly lastAssignedAt: Instant | null;
}

/** An agent with the number of their conversations, and what of the used units is held. */
export interface AgentLoad extends Agent {
  readonly conversations: number;
  readonly heldUnits: number;
}

@Injectable()
export class AgentsStore {
  /** Locks the rows in id order. Conversations are locked before agents. Unknown ids are left out. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Map<string, LockedAgent>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<LockedAgent>(
      `select ${columns} from agents where id = any($1) order by id for update`,
      [ids],
    );
    return new Map(rows.map((agent) => [agent.agentId, agent]));
  }

  async find(sql: Sql, id: string): Promise<Agent | undefined> {
    const [row] = await sql.query<Agent>(`select ${columns} from agents where id = $1`, [id]);
    return row;
  }

  /**
   * Who could take work of a queue now, not locked: the `limit` with the most room, and the preferred ones.
   */
  async withRoom(
    sql: Sql,
    queue: { workstreamId: string; units: number; preferred: readonly string[]; limit: number },
  ): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `(select id from agents where available and free_units >= $2 and $1 = any(workstream_ids)
        order by free_units desc, last_assigned_at nulls first limit $3)
       union
       select id from agents
       where id = any($4) and available and free_units >= $2 and $1 = any(workstream_ids)`,
      [queue.workstreamId, queue.units, queue.limit, queue.preferred],
    );
    return rows.map(({ id }) => id);
  }

  /** Writes what was heard of agents; units are moved by {@link CapacityStore} only. */
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
          line: agent.line,
          chosen: agent.chosen,
          keeps_choice: agent.keepsChoice,
          epoch: agent.epoch,
          lost_epoch: agent.lostEpoch,
        })),
      ),
    ]);
  }

  /** Active agents in the order of their ids, with what they have taken on. */
  async loads(
    sql: Sql,
    asked: { workstreamId: string | null; afterAgentId: string | null; limit: number },
  ): Promise<AgentLoad[]> {
    return sql.query<AgentLoad>(
      `select a.*, c.* from (
         select ${columns} from agents
         where active and id > coalesce($2::text, '') and ($1::text is null or $1 = any(workstream_ids))
         order by id limit $3) as a
       cross join lateral (
         select count(*) as conversations, coalesce(sum(units) filter (where slot = 'held'), 0) as "heldUnits"
         from conversations where agent_id = a."agentId") as c
       order by a."agentId"`,
      [asked.workstreamId, asked.afterAgentId, asked.limit],
    );
  }

  /** Available agents who share a workstream, the freest first. */
  async colleaguesOf(
    sql: Sql,
    agent: Agent,
    limit: number,
  ): Promise<{ agentId: string; presence: Presence; freeUnits: number }[]> {
    return sql.query(
      `select id as "agentId", chosen as presence, free_units as "freeUnits" from agents
       where available and id <> $1 and workstream_ids && $2
       order by free_units desc, last_assigned_at nulls first limit $3`,
      [agent.agentId, agent.workstreamIds, limit],
    );
  }
}

const columns = `id as "agentId", active, max_units as "maxUnits", used_units as "usedUnits",
  default_presence as "defaultPresence", workstream_ids as "workstreamIds", line, chosen,
  keeps_choice as "keepsChoice", epoch, lost_epoch as "lostEpoch", last_assigned_at as "lastAssignedAt"`;

// Through JSON: unnest would flatten the arrays of workstream ids.
const saveSql = `
  insert into agents (id, active, max_units, default_presence, workstream_ids, line, chosen, keeps_choice, epoch, lost_epoch)
  select id, active, max_units, default_presence, workstream_ids, line, chosen, keeps_choice, epoch, lost_epoch
  from jsonb_to_recordset($1::jsonb) as a (id text, active boolean, max_units integer, default_presence text,
    workstream_ids text[], line text, chosen text, keeps_choice boolean, epoch integer, lost_epoch integer)
  order by id
  on conflict (id) do update set active = excluded.active, max_units = excluded.max_units,
    default_presence = excluded.default_presence, workstream_ids = excluded.workstream_ids,
    line = excluded.line, chosen = excluded.chosen, keeps_choice = excluded.keeps_choice, epoch = excluded.epoch, lost_epoch = excluded.lost_epoch`;
