import type { Sql } from '@rejoin/persistence';

interface Counts {
  readonly all: number;
  readonly active: number;
}

/** The numbers of the overview. */
export interface Overview {
  readonly workstreams: Counts;
  /** `withReconnect`: the active ones with *Reconnect to previous chat*. */
  readonly widgets: Counts & { readonly withReconnect: number };
  /** `assigned`: the active ones who work in a workstream. */
  readonly agents: Counts & { readonly assigned: number };
}

const isActive = `settings ->> 'active' = 'true'`;
const counts = `'all', count(*), 'active', count(*) filter (where ${isActive})`;

export async function countThings(sql: Sql, org: string): Promise<Overview> {
  const [row] = await sql.query<Overview>(
    `select
       (select json_build_object(${counts}) from workstreams where org = $1) as workstreams,
       (select json_build_object(${counts}, 'withReconnect',
            count(*) filter (where ${isActive} and settings #>> '{reconnect,enabled}' = 'true'))
          from widgets where org = $1) as widgets,
       (select json_build_object(${counts}, 'assigned',
            count(*) filter (where ${isActive} and settings -> 'workstreamIds' <> '[]'))
          from agents where org = $1) as agents`,
    [org],
  );
  if (!row) throw new Error('counts gave no row');
  return row;
}
