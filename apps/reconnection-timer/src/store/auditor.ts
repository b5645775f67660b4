import type { Sql } from '@rejoin/persistence';

/**
 * Checks the invariants of windows, seals and facts in one snapshot of the timer's schema. Returns one sentence for each
 * violation. `lateSeconds` is how long after its deadline a window or alarm may stay undecided while a timer runs.
 */
export async function auditReconnections(sql: Sql, lateSeconds = 5): Promise<string[]> {
  const rows = await sql.query<{ finding: string }>(auditSql, [lateSeconds]);
  return rows.map(({ finding }) => finding);
}

const auditSql = `
  with facts as (
    select aggregate_id as id, version, type, data, (data->>'epoch')::int as epoch,
      (data->>'at')::timestamptz as at
    from outbox where family = 'reconnection'
  ), decided as (
    select id, epoch, 'reconnected' as outcome, at, coalesce((data->>'askedAt')::timestamptz, at) as asked_at from facts where type = 'ReconnectAccepted'
    union all select id, epoch, 'expired', at, at from facts where type = 'ReconnectExpired'
    union all select id, (data->>'endedEpoch')::int, 'ended', at, at from facts
      where type = 'ConversationSealed' and data->>'endedEpoch' is not null
  ), deadlines as (
    select distinct on (id, epoch) id, epoch, (data->>'deadlineAt')::timestamptz as deadline_at from facts
    where type in ('ReconnectionWindowOpened', 'ReconnectionWindowExtended') order by id, epoch, version desc
  ), seals as (
    select id, min(version) as version, count(*) as n from facts
    where type in ('ReconnectExpired', 'ConversationSealed') group by id
  )
  select format('%s epoch %s: opened %s times', id, epoch, count(*)) as finding
  from facts where type = 'ReconnectionWindowOpened' group by id, epoch having count(*) > 1
  union all
  select format('%s epoch %s: decided %s times (%s)', id, epoch, count(*), string_agg(outcome, ', '))
  from decided group by id, epoch having count(*) > 1
  union all
  select format('%s epoch %s: the table says %s at %s, the facts say %s at %s', coalesce(w.id, d.id),
    coalesce(w.epoch, d.epoch), w.outcome, w.at, d.outcome, d.at)
  from (select conversation_id as id, epoch, outcome, decided_at as at from windows where outcome is not null) w
  full join decided d on d.id = w.id and d.epoch = w.epoch
  where (w.outcome, w.at) is distinct from (d.outcome, d.at)
  union all
  select format('%s epoch %s: the table and the facts have another deadline', w.conversation_id, w.epoch)
  from windows w left join deadlines d on d.id = w.conversation_id and d.epoch = w.epoch
  where w.deadline_at is distinct from d.deadline_at
  union all
  select format('%s epoch %s: %s at %s, its deadline was %s', id, epoch, outcome, asked_at, deadline_at)
  from decided join deadlines using (id, epoch)
  where (outcome = 'expired' and at < deadline_at) or (outcome = 'reconnected' and asked_at >= deadline_at)
  union all
  select format('%s: sealed %s times', id, n) from seals where n > 1
  union all
  select format('%s: %s after the seal', f.id, f.type)
  from facts f join seals s on s.id = f.id and f.version > s.version
  where f.type not in ('ReconnectRequested', 'ReconnectRejected', 'ReconnectExpired', 'ConversationSealed')
  union all
  select format('%s: sealed by the table or by the facts only', coalesce(r.id, s.id))
  from (select conversation_id as id from reconnections where sealed_at is not null) r
  full join seals s on s.id = r.id where r.id is null or s.id is null
  union all
  select format('%s epoch %s: open in a sealed conversation', w.conversation_id, w.epoch)
  from windows w join reconnections r using (conversation_id) where w.outcome is null and r.sealed_at is not null
  union all
  select format('%s epoch %s: undecided since %s', conversation_id, epoch, deadline_at)
  from windows where outcome is null and deadline_at < clock_timestamp() - make_interval(secs => $1)
  union all
  select format('%s of %s: has not rung since %s', kind, subject_id, due_at)
  from alarms where due_at < clock_timestamp() - make_interval(secs => $1)
  union all
  select format('%s of %s generation %s: rang %s times', data->>'kind', aggregate_id, data->>'generation', count(*))
  from outbox where family = 'deadline'
  group by aggregate_id, data->>'kind', data->>'generation' having count(*) > 1`;
