/**
 * SQL that measures a conversation `c` from its transcript, so that reports and history follow from the same entries.
 * It gives one row:
 *
 * - `waited_seconds`: from the start until the first agent; null: it had none.
 * - `responded_seconds`, `responded_by`: from the start until the first message of an agent, and this agent.
 * - `agent_ids`, `agent_seconds`: who had it, and for how long; null: the agent still has it.
 * - `handled_seconds`: the sum of these; null until the conversation is closed, and without an agent.
 */
export const measuresSql = `(
  select served.waited_seconds, answer.seconds as responded_seconds, answer.agent_id as responded_by,
    case when c.is_closed then served.handled_seconds end as handled_seconds, served.agent_ids, served.agent_seconds
  from (
    select min(waited_seconds) as waited_seconds, sum(seconds) as handled_seconds,
      coalesce(array_agg(agent_id), '{}') as agent_ids, coalesce(array_agg(seconds), '{}') as agent_seconds
    from (
      -- One row for each agent, who may have had it several times.
      select agent_id, min(extract(epoch from at - c.started_at))::real as waited_seconds,
        case when bool_and(until is not null) then sum(greatest(0, extract(epoch from until - at))) end::real as seconds
      from (
        select agent_id, code, greatest(at, c.started_at) as at, lead(at) over (order by seq) as until
        from entries where conversation_id = c.id and code in ('agent-joined', 'agent-left', 'closed')) as marks
      where code = 'agent-joined' and agent_id is not null group by agent_id) as by_agent) as served
  left join lateral (
    select agent_id, greatest(0, extract(epoch from at - c.started_at))::real as seconds
    from entries where conversation_id = c.id and kind = 'message' and sender = 'agent' and visibility = 'public'
    order by seq limit 1) as answer on true)`;
