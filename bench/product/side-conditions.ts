import { pause } from '../machine/stage.ts';
import type { System } from './system.ts';

const schemas = ['config', 'session_gateway', 'routing', 'reconnection_timer'];
const settleSeconds = 60;

/** The expiries that a subscriber received: how often for each window. */
export type ReceivedCounts = ReadonlyMap<string, number>;

/** Finds windows whose expiry was not received exactly once, and received expiries of other windows. */
export function firedOnce(expired: readonly string[], heard: ReceivedCounts): string[] {
  const wanted = new Set(expired);
  const missing = expired.filter((window) => !heard.has(window)).length;
  const twice = [...heard.values()].filter((times) => times > 1).length;
  const never = [...heard.keys()].filter((window) => !wanted.has(window)).length;
  return [
    ...(missing > 0 ? [`${missing} of ${expired.length} expiries were not told`] : []),
    ...(twice > 0 ? [`${twice} expiries were told more than once`] : []),
    ...(never > 0 ? [`${never} expiries were told that never happened`] : []),
  ];
}

/**
 * Reads the tables and reports facts that are not published, parked facts, and agents that were above the
 * maximum.
 */
export async function tablesAreRight(system: System): Promise<string[]> {
  return [
    ...(await outboxIsEmpty(system)),
    ...(await nothingIsParked(system)),
    ...(await capacityHeld(system)),
  ];
}

/** Waits until every fact is published, and reports those that are not in time. */
export async function outboxIsEmpty(system: System): Promise<string[]> {
  const unpublished = schemas.map((name) => `select 1 from ${name}.outbox where published_at is null`);
  const sql = `select count(*) as n from (${unpublished.join(' union all ')}) as left_over`;
  const end = performance.now() + settleSeconds * 1000;
  for (;;) {
    const left = await system.number(sql);
    if (left === 0) return [];
    if (performance.now() > end) return [`${left} facts are in an outbox after ${settleSeconds} s`];
    await pause(100);
  }
}

async function nothingIsParked(system: System): Promise<string[]> {
  const all = schemas.map((name) => `select 1 from ${name}.parked_facts`).join(' union all ');
  const parked = await system.number(`select count(*) as n from (${all}) as parked`);
  return parked === 0 ? [] : [`${parked} facts are parked`];
}

/**
 * Checks what each agent held after each acquisition against the maximum of that moment, and the used units
 * in the agents' rows against the open rows of the ledger. Copies that a scene has made are left out.
 */
async function capacityHeld(system: System): Promise<string[]> {
  const above = await system.number(`
    with real as (select * from routing.capacity_ledger where conversation_id ~ '^[0-9a-f]{8}-'),
    changes as (
      select agent_id, acquired_at as at, 1 as later, units, maximum from real
      union all
      select agent_id, released_at, 0, -units, null from real where released_at is not null),
    story as (
      select maximum, sum(units) over (partition by agent_id order by at, later rows unbounded preceding) as used
      from changes)
    select count(*) as n from story where used > maximum`);
  const wrong = await system.number(`
    select count(*) as n from routing.agents
    where used_units > max_units or used_units <>
      (select coalesce(sum(units), 0) from routing.capacity_ledger where agent_id = agents.id and released_at is null)`);
  return [
    ...(above > 0 ? [`${above} acquisitions took an agent above the maximum`] : []),
    ...(wrong > 0 ? [`${wrong} agents' used units are not what is open`] : []),
  ];
}
