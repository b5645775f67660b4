/**
 * The rules of the queue as fragments of SQL. Queues are indexed by them (`conversations_queue`): another spelling of the
 * same rule can make a statement read all conversations of a workstream.
 */

/** A conversation whose customer waits for an agent. It may be offered to one at the moment. */
export const isWaiting = `state = 'open' and not away`;

/** A waiting conversation that can be offered or assigned. */
export const isOfferable = `${isWaiting} and offered_to is null`;

/** The order in which conversations are offered: those that had an agent first, then by arrival. */
export function queueOrder(table?: string): string {
  const of = table === undefined ? '' : `${table}.`;
  return `(${of}last_agent_id is null), ${of}queued_at, ${of}id`;
}

/** The agents `a` who can take a conversation of the workstream `w`, which is the parameter $1. */
export const fromAbleAgents = `from agents a join workstreams w on w.id = $1
         where a.available and a.free_units >= w.units_per_conversation and w.id = any(a.workstream_ids)`;
