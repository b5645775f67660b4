import { supervisorLimits, type OngoingConversations, type OngoingSearch } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { OngoingCursor } from '../domain/cursor';

interface OngoingFilter extends Omit<z.infer<typeof OngoingSearch>, 'cursor'> {
  readonly org: string;
  readonly after: OngoingCursor | null;
}

interface FoundOngoing {
  readonly counts: OngoingConversations['counts'];
  /** The positions of the page, in its order. */
  readonly page: readonly OngoingCursor[];
}

const searchWithin = '3s';

/** Finds conversations that are not closed. The number of these is bounded by the agents and the queues, not by time. */
@Injectable()
export class OngoingStore {
  constructor(private readonly database: Database) {}

  /** Returns one page, and how many conversations match the filter by status. */
  find(filter: OngoingFilter): Promise<FoundOngoing> {
    const {
      org,
      workstreamId = null,
      agentId = null,
      status = null,
      search = '',
      after,
      limit,
      order,
    } = filter;
    const wanted = search.trim();
    const isNewest = order === 'newest';
    const values = [
      org,
      workstreamId,
      agentId,
      wanted === '' ? null : wanted,
      wanted === '' ? null : `%${wanted.replace(/[\\%_]/g, '\\$&')}%`,
      status,
      after?.rank ?? null,
      after?.at ?? null,
      after?.conversationId ?? null,
      limit,
    ];
    const [compared, direction] = isNewest ? ['<', 'desc'] : ['>', 'asc'];
    return this.database.transaction(async (tx) => {
      tx.write(`set local statement_timeout = '${searchWithin}'`);
      const rows = await tx.query<FoundRow>(
        `with found as materialized (
           select c.id, s.status, ${order === 'need' ? needed : 'c.started_at as at, 0 as rank'}
           from conversations c cross join lateral (select ${statusSql} as status) as s
           where c.org = $1 and not c.is_closed
             and ($2::text is null or c.session->>'workstreamId' = $2)
             and ($3::text is null or c.agent_id = $3)
             and ($4::text is null or c.id = $4 or c.customer_name ilike $5)
           limit ${supervisorLimits.counted.value})
         select null as id, status, null as at, null::int as rank, count(*)::int as count from found group by status
         union all
         (select id, null, at, rank, null from found
          where ($6::text is null or status = $6)
            and ($9::text is null or (rank, at, id) ${compared} ($7::int, $8::timestamptz, $9))
          order by rank ${direction}, at ${direction}, id ${direction} limit $10)`,
        values,
      );
      const counts = { waiting: 0, active: 0, disconnected: 0, 'wrap-up': 0 };
      const page: OngoingCursor[] = [];
      for (const row of rows) {
        if (row.id === null) counts[row.status] = row.count;
        else page.push({ rank: row.rank, at: row.at, conversationId: row.id });
      }
      return { counts, page };
    });
  }
}

type FoundRow =
  | { readonly id: null; readonly status: keyof OngoingConversations['counts']; readonly count: number }
  | { readonly id: string; readonly at: string; readonly rank: number };

/** The same rule as `statusOf`, for a conversation `c` that is not closed. */
export const statusSql = `case when c.session->>'state' = 'wrap-up' then 'wrap-up'
  when c.session->>'status' = 'away' then 'disconnected'
  when c.session->>'state' = 'active' then 'active' else 'waiting' end`;

const needed = `case when s.status = 'disconnected'
    then coalesce((c.session->'window'->>'deadlineAt')::timestamptz, c.started_at) else c.started_at end as at,
  array_position(array['disconnected', 'waiting', 'active', 'wrap-up'], s.status) - 1 as rank`;
