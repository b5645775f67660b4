import { followed, type Followed } from '@rejoin/contracts';
import { changed, schemas, type Schema, type Watermarks } from './watermarks';

/** A promise of docs/guarantees.md as a query to Postgres. Each row is a sentence about a violation. */
export interface Promised {
  readonly name: string;
  /** The query, restricted to what has changed since. */
  query(since: Watermarks): string;
  /** SQL that breaks the promise in one row, to show that the query finds it. It is rolled back at once. */
  readonly breaks: string;
}

const schemaOf = (service: string) => service.replaceAll('-', '_') as Schema;
const last = (table: string) => `select ctid from ${table} order by seq desc limit 1`;
/** A fact that no service has recorded, of a conversation that does not exist. */
const told = (schema: Schema, family: string, type: string, data: object, version = 1) =>
  `insert into ${schema}.outbox (id, org, family, aggregate_id, version, type, data, traceparent, published_at)
   values (gen_random_uuid(), 'default', '${family}', 'broken-by-hand', ${version}, '${type}', '${JSON.stringify(data)}', '', now());`;

const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];

/** Facts that a service has not applied, of the kinds that it acts on. */
function missedOf(consumer: string, { family, kinds }: Followed, since: Watermarks): string {
  const producer = schemaOf(family.producer);
  return `
    select format('${consumer} has %s of %s ${family.name} %s', coalesce(a.version, 0), o.last, o.aggregate_id) as finding
    from (select aggregate_id, max(version) as last from ${producer}.outbox
      where family = '${family.name}' and type in (${kinds.map((kind) => `'${kind}'`).join(', ')})
        and ${changed(since, producer, 'aggregate_id')} group by 1) o
    left join ${consumer}.applied_versions a on a.family = '${family.name}' and a.aggregate_id = o.aggregate_id
    where coalesce(a.version, 0) < o.last`;
}

export const promises: readonly Promised[] = [
  {
    name: '2 seq is 1..n without gaps',
    query: (since) => `
      select format('%s has %s entries up to %s, session says %s', c.id, count(e.seq), max(e.seq), c.session->>'lastSeq') as finding
      from session_gateway.conversations c left join session_gateway.entries e on e.conversation_id = c.id
      where ${changed(since, 'session_gateway', 'c.id')}
      group by c.id having count(e.seq) <> coalesce(max(e.seq), 0) or coalesce(max(e.seq), 0) <> (c.session->>'lastSeq')::bigint`,
    breaks: `delete from session_gateway.entries where ctid = (${last('session_gateway.entries')})`,
  },
  {
    name: '7 versions are 1..n without gaps',
    query: (since) =>
      schemas
        .map(
          // The oldest facts of a conversation are no longer in the outbox after seven days.
          (schema) => `select format('${schema} %s %s', family, aggregate_id) as finding
            from ${schema}.outbox o left join ${schema}.fact_versions v using (family, aggregate_id)
            where ${changed(since, schema, 'aggregate_id')}
            group by family, aggregate_id, v.version
            having count(*) <> max(o.version) - min(o.version) + 1 or max(o.version) is distinct from v.version`,
        )
        .join(' union all '),
    breaks: `update routing.outbox set version = version + 1000 where ctid = (${last('routing.outbox')})`,
  },
  {
    name: '8 every fact is published',
    query: () =>
      schemas
        .map(
          (schema) =>
            `select format('${schema} %s %s', type, aggregate_id) as finding from ${schema}.outbox where published_at is null`,
        )
        .join(' union all '),
    breaks: `update routing.outbox set published_at = null
      where ctid = (select ctid from routing.outbox where published_at is not null order by seq desc limit 1)`,
  },
  {
    name: '8 nothing is parked',
    query: () =>
      schemas
        .map(
          (schema) =>
            `select format('${schema} %s %s: %s', family, aggregate_id, reason) as finding from ${schema}.parked_facts`,
        )
        .join(' union all '),
    breaks: `insert into routing.parked_facts (family, aggregate_id, message, reason) values ('session', 'broken-by-hand', '', 'by hand')`,
  },
  {
    name: '8 every service has applied what it acts on',
    query: (since) =>
      Object.entries(followed)
        .flatMap(([service, families]) => families.map((one) => missedOf(schemaOf(service), one, since)))
        .join(' union all '),
    breaks: `update routing.applied_versions set version = 0 where ctid =
      (select ctid from routing.applied_versions where family = 'session' and version > 0 limit 1)`,
  },
  {
    name: '11 one outcome for each disconnect',
    query: (since) => `
      select format('%s epoch %s: %s outcomes', id, epoch, count(*)) as finding from (
        select aggregate_id as id, data->>'epoch' as epoch from reconnection_timer.outbox
          where type in ('ReconnectAccepted', 'ReconnectExpired') and ${changed(since, 'reconnection_timer', 'aggregate_id')}
        union all
        select aggregate_id, data->>'endedEpoch' from reconnection_timer.outbox
          where type = 'ConversationSealed' and data->>'endedEpoch' is not null
            and ${changed(since, 'reconnection_timer', 'aggregate_id')}) o
      group by id, epoch having count(*) > 1`,
    breaks:
      told('reconnection_timer', 'reconnection', 'ReconnectExpired', { epoch: 1 }) +
      told('reconnection_timer', 'reconnection', 'ConversationSealed', { endedEpoch: 1 }, 2),
  },
  {
    name: '11 every accepted return is bound',
    query: (since) => `
      select format('%s epoch %s', r.aggregate_id, r.data->>'epoch') as finding from reconnection_timer.outbox r
      where r.type = 'ReconnectAccepted' and ${changed(since, 'reconnection_timer', 'r.aggregate_id')} and not exists (
        select from session_gateway.outbox s where s.type = 'CustomerReconnected'
          and s.aggregate_id = r.aggregate_id and s.data->>'previousEpoch' = r.data->>'epoch')
        and not exists (select from reconnection_timer.outbox z where z.type in ('ConversationSealed', 'ReconnectExpired')
          and z.aggregate_id = r.aggregate_id)`,
    breaks: told('reconnection_timer', 'reconnection', 'ReconnectAccepted', { epoch: 1, at: early }),
  },
  {
    name: '12 no expiry before its deadline',
    query: (since) => `
      select aggregate_id as finding from reconnection_timer.outbox
      where type = 'ReconnectExpired' and data->>'at' < data->>'deadlineAt'
        and ${changed(since, 'reconnection_timer', 'aggregate_id')}`,
    breaks: told('reconnection_timer', 'reconnection', 'ReconnectExpired', { at: early, deadlineAt: late }),
  },
  {
    name: '13 no return that was requested at or after its deadline',
    query: (since) => `
      select a.aggregate_id as finding from reconnection_timer.outbox a
      where a.type = 'ReconnectAccepted' and ${changed(since, 'reconnection_timer', 'a.aggregate_id')}
        and coalesce(a.data->>'askedAt', a.data->>'at') >= (
          select max(w.data->>'deadlineAt') from reconnection_timer.outbox w
          where w.aggregate_id = a.aggregate_id and w.data->>'epoch' = a.data->>'epoch'
            and w.type in ('ReconnectionWindowOpened', 'ReconnectionWindowExtended'))`,
    breaks:
      told('reconnection_timer', 'reconnection', 'ReconnectionWindowOpened', {
        epoch: 1,
        deadlineAt: early,
      }) + told('reconnection_timer', 'reconnection', 'ReconnectAccepted', { epoch: 1, at: early }, 2),
  },
  {
    name: '14 no window is open 30 s after its deadline',
    query: () => `
      select format('%s epoch %s since %s', conversation_id, epoch, deadline_at) as finding from reconnection_timer.windows
      where outcome is null and deadline_at < clock_timestamp() - interval '30 s'`,
    breaks: `insert into reconnection_timer.windows
      (conversation_id, epoch, kind, lost_at, deadline_at, limit_seconds, extensions_left, extension_seconds)
      values ('broken-by-hand', 1, 'reconnect', now() - interval '1 h', now() - interval '50 min', 600, 0, 0)`,
  },
  {
    name: '16 capacity used is what conversations hold, never above the maximum',
    query: (since) => `
      select format('agent %s: %s used, %s held by conversations', a.id, a.used_units, coalesce(l.units, 0)) as finding
      from routing.agents a left join (
        select agent_id, sum(units) as units from routing.capacity_ledger where released_at is null group by 1) l on l.agent_id = a.id
      where a.used_units <> coalesce(l.units, 0)
      union all
      select format('row %s: taken up to %s of %s', id, used_after, maximum) from routing.capacity_ledger
      where used_after > maximum and ${changed(since, 'routing', 'conversation_id')}`,
    breaks: `update routing.agents set used_units = used_units + 1 where id = (select min(id) from routing.agents)`,
  },
  {
    name: '17 every slot is released once',
    query: (since) => `
      select format('%s: %s assigned, %s released, %s open', c.id, assigned.n, released.n, held.n) as finding
      from routing.conversations c,
        lateral (select count(*) as n from routing.outbox o where o.aggregate_id = c.id and o.type = 'AgentAssigned') assigned,
        lateral (select count(*) as n from routing.outbox o where o.aggregate_id = c.id and o.type = 'CapacityReleased') released,
        lateral (select count(*) as n from routing.capacity_ledger l where l.conversation_id = c.id and l.released_at is null
          and c.slot <> 'offered') held
      where (assigned.n <> released.n + held.n or held.n > 1) and ${changed(since, 'routing', 'c.id')}`,
    breaks: `delete from routing.outbox where ctid = (select ctid from routing.outbox where type = 'CapacityReleased' limit 1)`,
  },
  {
    name: '17 a wrap-up that does not block releases its slot with it',
    query: (since) => `
      select format('%s version %s', w.aggregate_id, w.version) as finding from routing.outbox w
      where w.type = 'ConversationWrappedUp' and w.data->>'rule' = 'dont-block'
        and ${changed(since, 'routing', 'w.aggregate_id')} and not exists (
          select from routing.outbox r where r.family = w.family and r.aggregate_id = w.aggregate_id
            and r.version = w.version + 1 and r.type = 'CapacityReleased')`,
    breaks: told('routing', 'routing', 'ConversationWrappedUp', { rule: 'dont-block' }),
  },
  {
    name: '18 no closed conversation holds a slot',
    query: () => `
      select c.id as finding from routing.conversations c join routing.capacity_ledger l on l.conversation_id = c.id
      where c.state = 'closed' and l.released_at is null`,
    breaks: `with closed as (
        update routing.conversations set state = 'closed', agent_id = null, slot = 'none'
        where id = (select min(id) from routing.conversations) returning id)
      insert into routing.capacity_ledger (conversation_id, agent_id, units, used_after, maximum, acquired_at)
      select id, 'broken-by-hand', 1, 1, 1, now() from closed`,
  },
  {
    name: '20 a link is redeemed once',
    query: (since) => `
      select format('link %s was redeemed %s times', data->>'linkId', count(*)) as finding from session_gateway.outbox
      where type in ('CustomerReconnected', 'SessionTakenOver') and data->>'linkId' is not null
        and ${changed(since, 'session_gateway', 'aggregate_id')}
      group by data->>'linkId' having count(*) > 1`,
    breaks:
      told('session_gateway', 'session', 'CustomerReconnected', { linkId: 'broken-by-hand' }) +
      told('session_gateway', 'session', 'SessionTakenOver', { linkId: 'broken-by-hand' }, 2),
  },
];

/** The promises that Postgres alone cannot show, and why. */
export const notInPostgres: readonly string[] = [
  '1, 4 and 5 acknowledged messages and what pages show: only clients know which replies they received',
  '3 and 6 one message per client id, a change with its fact: a unique index and one transaction guarantee them',
  '9 effects in order: the applied versions are checked, not the effects',
  '10, 25 what a loss of NATS or a restart changes: it can be observed only when it happens',
  '15 and 19 clocks of services, frames of older connections: they leave no data behind',
  '21 to 24 secrets, rights and bad input: npm run prove -- --rows security, on a system of its own',
];
