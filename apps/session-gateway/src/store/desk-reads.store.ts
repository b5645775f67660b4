import { Database, type Sql } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/**
 * The last entry of a conversation that an agent has read, and the last one that the desk has notified the agent of.
 */
export interface DeskRead {
  readonly conversationId: string;
  readonly readSeq: number;
  readonly toldSeq: number;
}

const columns = `r.conversation_id as "conversationId", r.read_seq as "readSeq", r.told_seq as "toldSeq"`;

/**
 * Stores what agents have read, so that all their devices agree. Rows exist only for conversations on the agent's
 * desk, of which there are at most 500.
 */
@Injectable()
export class DeskReadsStore {
  constructor(private readonly database: Database) {}

  list(agentId: string, sql: Sql = this.database): Promise<DeskRead[]> {
    return sql.query<DeskRead>(
      `select ${columns} from desk_reads r join conversations c on c.id = r.conversation_id
       where r.agent_id = $1 and c.desk_agent_id = $1 order by r.conversation_id desc limit 500`,
      [agentId],
    );
  }

  /**
   * Stores the higher of the old and the new value. Conversations that are not on this agent's desk are skipped, and
   * rows of conversations that have left it are deleted.
   */
  async keep(agentId: string, reads: readonly DeskRead[]): Promise<void> {
    await this.database.query(
      `with gone as (
         delete from desk_reads r where r.agent_id = $1 and not exists (
           select from conversations c where c.id = r.conversation_id and c.desk_agent_id = $1))
       insert into desk_reads (agent_id, conversation_id, read_seq, told_seq)
       select $1, n.id, max(n.read_seq), max(n.told_seq)
       from unnest($2::text[], $3::bigint[], $4::bigint[]) as n (id, read_seq, told_seq)
       cross join lateral (select from conversations where id = n.id and desk_agent_id = $1 offset 0) c
       group by n.id order by n.id
       on conflict (agent_id, conversation_id) do update
         set read_seq = greatest(desk_reads.read_seq, excluded.read_seq),
             told_seq = greatest(desk_reads.told_seq, excluded.told_seq)`,
      [
        agentId,
        reads.map(({ conversationId }) => conversationId),
        reads.map(({ readSeq }) => readSeq),
        reads.map(({ toldSeq }) => toldSeq),
      ],
    );
  }
}
