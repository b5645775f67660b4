import { pause } from '../machine/stage.ts';
import type { System } from './system.ts';

const schemas = ['config', 'session_gateway', 'routing', 'reconnection_timer'];
const settleSeconds = 60;

/** What a subscriber heard of expiries: how often of each window. */
export type Heard = ReadonlyMap<string, number>;

/** Each window that expired was told exactly once, and nothing else was. */
export function firedOnce(expired: readonly string[], heard: Heard): string[] {
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

/** Looks into the tables: nothing is left to publish, no fact is parked, and no agent was ever above the maximum. */
export async function tablesAreRight(system: System): Promise<string[]> {
  return [
    ...(await outboxIsEmpty(system)),
    ...(await nothingIsParked(system)),
    ...(await capacityHeld(system)),
  ];
}

async function outboxIsEmpty(system: System): Promise<string[]> {
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
 * The ledger as a story: what each agent held after each acquisition, beside the maximum of that moment; and what the
 * agents' rows say is used now, beside what is open. Copies that a scene has made are no part of the story.
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
