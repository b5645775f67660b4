import { returnBuckets, type openWindows, type windowFigures } from '@rejoin/contracts';
import type { Sql } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { WindowCounts } from '../domain/day-figures';

type OpenWindowsReply = z.infer<typeof openWindows.reply>;

/** Reads the figures of supervisors from the rows of the windows. No separate counters exist. */
@Injectable()
export class FiguresStore {
  async open(sql: Sql, request: z.infer<typeof openWindows.request>): Promise<OpenWindowsReply['windows']> {
    const { workstreamId, after, limit } = request;
    return sql.query<OpenWindowsReply['windows'][number]>(
      `select conversation_id as "conversationId", epoch, kind, lost_at as "lostAt", deadline_at as "deadlineAt",
         limit_seconds as "limitSeconds", extensions_left as "extensionsLeft",
         extension_seconds as "extensionSeconds"
       from windows
       where outcome is null and ($1::text is null or workstream_id = $1)
         and (deadline_at, conversation_id) > (coalesce($2::timestamptz, '-infinity'), coalesce($3::text, ''))
       order by deadline_at, conversation_id limit $4`,
      [workstreamId, after?.deadlineAt ?? null, after?.conversationId ?? null, limit],
    );
  }

  /** Counts open windows, up to 10000, so that the statement stays fast however many there are. */
  async countOpen(sql: Sql, workstreamId: string | null): Promise<number> {
    const [row] = await sql.query<{ total: number }>(
      `select count(*) as total from (
         select from windows where outcome is null and ($1::text is null or workstream_id = $1) limit 10000) as w`,
      [workstreamId],
    );
    return row?.total ?? 0;
  }

  /** Counts the windows of workstreams whose customers disconnected within a time span, in one pass. */
  async count(sql: Sql, request: z.infer<typeof windowFigures.request>): Promise<WindowCounts> {
    const { workstreamId, from, until } = request;
    const [row] = await sql.query<WindowCounts>(countSql, [[workstreamId].flat(), from, until]);
    if (!row) throw new Error('an aggregate gave no row');
    return row;
  }
}

const within = returnBuckets.map((seconds) => `count(*) filter (where seconds <= ${seconds})`);

// `seconds` is null except for returns. It is never negative, although the clocks of two databases may differ a little.
const countSql = `
  with dropped as (
    select kind, outcome, way, ended_by, case when outcome = 'reconnected'
      then greatest(0, extract(epoch from decided_at - lost_at))::float8 end as seconds
    from windows where workstream_id = any($1::text[]) and lost_at >= $2 and lost_at < $3)
  select count(*) as dropped,
    count(*) filter (where kind = 'open-hold') as "droppedInQueue",
    count(*) filter (where way = 'resume') as resume,
    count(*) filter (where way = 'link') as link,
    count(*) filter (where way = 'prompt') as prompt,
    count(*) filter (where outcome = 'expired') as expired,
    count(*) filter (where ended_by = 'customer') as customer,
    count(*) filter (where ended_by = 'agent') as agent,
    count(*) filter (where ended_by = 'supervisor') as supervisor,
    count(*) filter (where ended_by = 'system') as system,
    count(*) filter (where outcome is null) as open,
    percentile_cont(0.5) within group (order by seconds) as p50,
    percentile_cont(0.9) within group (order by seconds) as p90,
    array[${within.join(', ')}]::int[] as within
  from dropped`;
