import type { Sql } from '@rejoin/persistence';

/**
 * Compares the ledger, the agents' used units and the conversations in one snapshot of routing's schema. Returns one
 * sentence for each disagreement.
 */
export async function auditCapacity(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ finding: string }>(`
    with open_rows as (select * from capacity_ledger where released_at is null)
    select format('agent %s: used %s, the ledger says %s', a.id, a.used_units, coalesce(l.units, 0)) as finding
    from agents a left join (select agent_id, sum(units) as units from open_rows group by 1) l
      on l.agent_id = a.id
    where a.used_units <> coalesce(l.units, 0)
    union all
    select format('conversation %s: slot %s of %s (%s), the ledger says %s (%s)', coalesce(c.id, l.conversation_id),
      c.slot, c.agent_id, c.units, l.agent_id, l.units)
    from (select * from conversations where slot <> 'none') c
    full join open_rows l on l.conversation_id = c.id
    where (coalesce(c.agent_id, c.offered_to), c.units) is distinct from (l.agent_id, l.units)
    union all
    select format('ledger row %s: taken up to %s of %s', id, used_after, maximum)
    from capacity_ledger where used_after > maximum
    union all
    select format('ledger row %s: released before it was taken', id)
    from capacity_ledger where released_at < acquired_at
    union all
    select format('conversation %s: %s acquisitions, %s facts of it', coalesce(l.id, f.id), l.n, f.n)
    from (select conversation_id as id, count(*) as n from capacity_ledger group by 1) l
    full join (select aggregate_id as id, count(*) as n from outbox
      where family = 'routing' and (type = 'ConversationOffered' or type = 'AgentAssigned' and not exists (
        select from outbox o where o.family = 'routing' and o.type = 'ConversationOffered'
          and o.aggregate_id = outbox.aggregate_id and o.version = outbox.version - 1)) group by 1) f using (id)
    where l.n is distinct from f.n
    union all
    select format('conversation %s: %s releases, %s facts of it', coalesce(l.id, f.id), l.n, f.n)
    from (select conversation_id as id, count(*) as n from capacity_ledger
      where released_at is not null group by 1) l
    full join (select aggregate_id as id, count(*) as n from outbox
      where family = 'routing' and type in ('CapacityReleased', 'OfferEnded') group by 1) f using (id)
    where l.n is distinct from f.n
    union all
    select format('conversation %s: held by %s (%s), the holds say %s (%s)', coalesce(c.id, h.conversation_id),
      c.agent_id, c.units, h.agent_id, h.units)
    from (select * from conversations where slot = 'held') c
    full join (select * from holds where ended_at is null) h on h.conversation_id = c.id
    where (c.agent_id, c.units) is distinct from (h.agent_id, h.units)`);
  return rows.map(({ finding }) => finding);
}
