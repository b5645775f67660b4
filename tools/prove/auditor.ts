import { followed, type Followed } from '@rejoin/contracts';
import { Client } from 'pg';
import { pause } from '../story/until';

/**
 * Reads a whole system's Postgres and gives one sentence for each promise that does not hold (the numbers are
 * those of docs/guarantees.md). Run it when traffic has come to rest. The database's owner or who reads it all may ask.
 */
export async function audit(databaseUrl: string): Promise<string[]> {
  const found = await auditEach(databaseUrl);
  return [...found].flatMap(([promise, findings]) => findings.map((finding) => `${promise}: ${finding}`));
}

/** The same by promise: an empty list where it holds. */
export async function auditEach(databaseUrl: string): Promise<Map<string, string[]>> {
  const sql = new Client({ connectionString: databaseUrl });
  sql.on('error', () => undefined);
  await sql.connect();
  try {
    const found = new Map<string, string[]>();
    for (const [promise, query] of Object.entries(promises)) {
      const { rows } = await sql.query<{ finding: string }>(query);
      found.set(
        promise,
        rows.slice(0, shown).map(({ finding }) => finding),
      );
    }
    return found;
  } finally {
    await sql.end();
  }
}

const shown = 20;
const lastsMs = 15_000;

/** Of a system in use, where something is always on its way: what is still found after 15 s. */
export async function lastingFindings(databaseUrl: string): Promise<Map<string, string[]>> {
  const found = await auditEach(databaseUrl);
  const end = performance.now() + lastsMs;
  while ([...found.values()].some((findings) => findings.length > 0) && performance.now() < end) {
    await pause(1_000);
    const again = await auditEach(databaseUrl);
    for (const [promise, findings] of found) {
      const still = again.get(promise) ?? [];
      found.set(
        promise,
        findings.filter((finding) => still.includes(finding)),
      );
    }
  }
  return found;
}

const schemas = ['config', 'session_gateway', 'reconnection_timer', 'routing'];

const schemaOf = (service: string) => service.replaceAll('-', '_');

/** What a service has not applied of the kinds that it acts on. */
function missedOf(consumer: string, { family, kinds }: Followed): string {
  return `
    select format('${consumer} has %s of %s ${family.name} %s', coalesce(a.version, 0), o.last, o.aggregate_id) as finding
    from (select aggregate_id, max(version) as last from ${schemaOf(family.producer)}.outbox
      where family = '${family.name}' and type in (${kinds.map((kind) => `'${kind}'`).join(', ')}) group by 1) o
    left join ${consumer}.applied_versions a on a.family = '${family.name}' and a.aggregate_id = o.aggregate_id
    where coalesce(a.version, 0) < o.last`;
}

const promises: Record<string, string> = {
  '2 seq is 1..n without gaps': `
    select format('%s has %s entries up to %s, session says %s', c.id, count(e.seq), max(e.seq), c.session->>'lastSeq') as finding
    from session_gateway.conversations c left join session_gateway.entries e on e.conversation_id = c.id
    group by c.id having count(e.seq) <> coalesce(max(e.seq), 0) or coalesce(max(e.seq), 0) <> (c.session->>'lastSeq')::bigint`,
  '7 versions are 1..n without gaps': schemas
    .map(
      (schema) => `select format('${schema} %s %s', family, aggregate_id) as finding from ${schema}.outbox
        group by family, aggregate_id having count(*) <> max(version) or min(version) <> 1`,
    )
    .join(' union all '),
  '8 every fact is published': schemas
    .map(
      (schema) =>
        `select format('${schema} %s %s', type, aggregate_id) as finding from ${schema}.outbox where published_at is null`,
    )
    .join(' union all '),
  '8 nothing is parked': schemas
    .map(
      (schema) =>
        `select format('${schema} %s %s: %s', family, aggregate_id, reason) as finding from ${schema}.parked_facts`,
    )
    .join(' union all '),
  '8 every service has applied what it acts on': Object.entries(followed)
    .flatMap(([service, families]) => families.map((one) => missedOf(schemaOf(service), one)))
    .join(' union all '),
  '11 one outcome for each disconnect': `
    select format('%s epoch %s: %s outcomes', id, epoch, count(*)) as finding from (
      select aggregate_id as id, data->>'epoch' as epoch from reconnection_timer.outbox
        where type in ('ReconnectAccepted', 'ReconnectExpired')
      union all
      select aggregate_id, data->>'endedEpoch' from reconnection_timer.outbox
        where type = 'ConversationSealed' and data->>'endedEpoch' is not null) o
    group by id, epoch having count(*) > 1`,
  '11 every accepted return is bound': `
    select format('%s epoch %s', r.aggregate_id, r.data->>'epoch') as finding from reconnection_timer.outbox r
    where r.type = 'ReconnectAccepted' and not exists (
      select from session_gateway.outbox s where s.type = 'CustomerReconnected'
        and s.aggregate_id = r.aggregate_id and s.data->>'previousEpoch' = r.data->>'epoch')
      and not exists (select from reconnection_timer.outbox z where z.type in ('ConversationSealed', 'ReconnectExpired')
        and z.aggregate_id = r.aggregate_id)`,
  '12 no expiry before its deadline': `
    select aggregate_id as finding from reconnection_timer.outbox
    where type = 'ReconnectExpired' and data->>'at' < data->>'deadlineAt'`,
  '13 no return that was asked at or after its deadline': `
    select a.aggregate_id as finding from reconnection_timer.outbox a
    where a.type = 'ReconnectAccepted' and coalesce(a.data->>'askedAt', a.data->>'at') >= (
      select max(w.data->>'deadlineAt') from reconnection_timer.outbox w
      where w.aggregate_id = a.aggregate_id and w.data->>'epoch' = a.data->>'epoch'
        and w.type in ('ReconnectionWindowOpened', 'ReconnectionWindowExtended'))`,
  '16 capacity used is what conversations hold, never above the maximum': `
    select format('agent %s: %s used, %s held by conversations', a.id, a.used_units, coalesce(l.units, 0)) as finding
    from routing.agents a left join (
      select agent_id, sum(units) as units from routing.capacity_ledger where released_at is null group by 1) l on l.agent_id = a.id
    where a.used_units <> coalesce(l.units, 0)
    union all
    select format('row %s: taken up to %s of %s', id, used_after, maximum) from routing.capacity_ledger where used_after > maximum`,
  '17 every slot is released once': `
    select format('%s: %s assigned, %s released, %s open', c.id, assigned.n, released.n, held.n) as finding
    from routing.conversations c,
      lateral (select count(*) as n from routing.outbox o where o.aggregate_id = c.id and o.type = 'AgentAssigned') assigned,
      lateral (select count(*) as n from routing.outbox o where o.aggregate_id = c.id and o.type = 'CapacityReleased') released,
      lateral (select count(*) as n from routing.capacity_ledger l where l.conversation_id = c.id and l.released_at is null) held
    where assigned.n <> released.n + held.n or held.n > 1`,
  '18 no closed conversation holds a slot': `
    select c.id as finding from routing.conversations c join routing.capacity_ledger l on l.conversation_id = c.id
    where c.state = 'closed' and l.released_at is null`,
};
